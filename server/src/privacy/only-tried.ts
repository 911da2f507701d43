import type { ExportedTables } from './privacy';

/** What trying a flow leaves behind of whoever tries it, and what is reckoned of everybody. */
const LEFT_BY_TRIALS = new Set([
  ...['attune_profiles', 'attune_identities', 'attune_profile_queue'],
  ...['attune_memberships', 'attune_membership_untils', 'attune_membership_log'],
  ...['attune_runs', 'attune_run_steps', 'attune_outbox', 'attune_flow_codes', 'attune_kept_mails'],
]);

const hasOnlyAddress = (traits: unknown): boolean =>
  Object.keys((traits ?? {}) as object).every((name) => name === 'email');

/** Whether nothing is known of somebody but the address that they tried a flow with. */
export const isKnownByTrialsOnly = (tables: ExportedTables): boolean =>
  Object.entries(tables).every(([table, rows]) => rows.length === 0 || LEFT_BY_TRIALS.has(table)) &&
  (tables.attune_identities ?? []).every(({ kind }) => kind === 'email') &&
  (tables.attune_profiles ?? []).every(({ traits }) => hasOnlyAddress(traits));
