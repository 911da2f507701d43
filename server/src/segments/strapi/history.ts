import type { Knex } from 'knex';

import { byTime, type EventFact, type JsonObject } from '../../../../plugin/src';
import { asNumber, fromJson, whereAmong } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import type { Wanted } from '..';

interface EventRow {
  profile_id: string;
  name: string;
  at: number | string;
  seq?: number | string;
  properties?: string;
}

/** Names that are looked at alike, read in one query. */
interface Portion {
  /** Null for all names. */
  readonly names: readonly string[] | null;
  /** Epoch milliseconds; null for always. */
  readonly after: number | null;
  readonly properties: boolean;
}

type History = Record<string, EventFact[]>;

const NOTHING: JsonObject = {};

const portionsOf = ({ events, reach }: Wanted, now: number | undefined): readonly Portion[] => {
  const portions = new Map<string, Portion & { names: string[] }>();
  for (const name of events) {
    const { ms, properties } = reach?.get(name) ?? { ms: Infinity, properties: true };
    const after = now === undefined || ms === Infinity ? null : now - ms;
    const key = `${after}/${properties}`;
    const known = portions.get(key);
    if (known) known.names.push(name);
    else portions.set(key, { names: [name], after, properties });
  }
  const all = [...portions.values()];
  if (!events.has('*')) return all;
  const times = all.map(({ after }) => after);
  return [
    {
      names: null,
      after: times.includes(null) ? null : Math.min(...times.map(Number)),
      properties: all.some(({ properties }) => properties),
    },
  ];
};

const inOrder = (events: readonly EventFact[]): boolean =>
  events.every((event, at) => at === 0 || byTime(event, events[at - 1] as EventFact) >= 0);

/** The events of these people as far as they are wanted, each name's ascending in time. */
export const readHistories = async (
  db: Knex,
  profileIds: readonly string[],
  wanted: Wanted,
  now: number | undefined,
): Promise<(profileId: string) => Readonly<Record<string, readonly EventFact[]>>> => {
  const histories = new Map<string, Map<string, EventFact[]>>();
  for (const { names, after, properties } of profileIds.length > 0 ? portionsOf(wanted, now) : []) {
    const query = whereAmong(db<EventRow>('attune_events'), 'profile_id', profileIds);
    if (names) query.whereIn('name', [...names]);
    if (after !== null) query.where('at', '>', after);
    // Which of two that happened together came first is seen by what they say alone: times are read along an index.
    const columns = ['profile_id', 'name', 'at', ...(properties ? ['properties', 'seq'] : [])] as const;
    for (const row of await keptRows<EventRow>(query.select(...columns))) {
      const own = histories.get(row.profile_id) ?? new Map<string, EventFact[]>();
      histories.set(row.profile_id, own);
      const known = own.get(row.name) ?? [];
      own.set(row.name, known);
      known.push({
        name: row.name,
        at: asNumber(row.at),
        properties: row.properties === undefined ? NOTHING : fromJson<JsonObject>(row.properties),
        ...(row.seq === undefined ? {} : { seq: asNumber(row.seq) }),
      });
    }
  }
  return (id) => {
    const own = histories.get(id);
    if (!own) return {};
    // An index mostly brings them in their order already.
    for (const events of own.values()) if (!inOrder(events)) events.sort(byTime);
    return Object.fromEntries(own) as History;
  };
};
