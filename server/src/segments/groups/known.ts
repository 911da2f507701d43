import { groupsIn, nearest, PluginError, type Condition } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { SegmentStore } from '../segment-store';

type Known = readonly string[];

const unknown = (key: string, known: Known): string => {
  const others = known.length > 0 ? nearest(key, known) : 'There are none yet: Settings has them.';
  return `There is no saved group "${key.slice(0, 60)}". ${others}`;
};

/** Throws `invalid` for a condition that names a group which is not there, with the path to where it does. */
export const refuseAmong = (known: Known, condition: Condition): void => {
  const missing = groupsIn(condition, ['condition']).find(({ key }) => !known.includes(key));
  if (!missing) return;
  throw new PluginError('invalid', unknown(missing.key, known), { path: missing.path.join('.') });
};

/** The same by the groups as the transaction sees them. */
export const refuseUnknownGroups = async (
  store: Pick<SegmentStore, 'groupHeads'>,
  tx: Tx,
  condition: Condition,
): Promise<void> => {
  if (groupsIn(condition).length === 0) return;
  refuseAmong(
    (await store.groupHeads(tx)).map(({ key }) => key),
    condition,
  );
};
