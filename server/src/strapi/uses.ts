import type { ContentFace } from '../content/strapi';
import type { Flows } from '../flows';
import type { Place } from '../segments';

type UsingFlow = Awaited<ReturnType<Flows['using']>>[number];

const placeOf = ({ id, name, step }: UsingFlow): Place => ({
  what: 'flow',
  name,
  target: { kind: 'flow', id, ...(step !== undefined && { step }) },
});

/** Where segments, templates and connections are used: by flows and blocks, which come behind them on the ring. */
export const createUses = (flows: () => Flows, usage: () => ContentFace['usage']) => {
  const namesOf =
    (what: 'templates' | 'connections') =>
    async (key: string): Promise<readonly string[]> =>
      (await flows().using(what, key)).map(({ name }) => name);
  return {
    ofTemplate: namesOf('templates'),
    ofConnection: namesOf('connections'),
    ofSegments: {
      heard: (key: string): Promise<boolean> => flows().hears(key),
      repointFlows: async (from: string, to: string): Promise<readonly Place[]> =>
        (await flows().repoint(from, to)).map(placeOf),
      flowFigures: (): ReturnType<Flows['figures']> => flows().figures(),
      flowKeys: (): Promise<ReadonlySet<string>> => flows().segmentsInUse(),
      shownOnlyTo: (): Promise<ReadonlySet<string>> => usage().shownOnlyTo(),
      namedByBlocks: (): Promise<ReadonlySet<string>> => usage().namedKeys(),
      countUsed: async (): Promise<ReadonlyMap<string, number>> => {
        const counts = new Map(await flows().countUsing());
        for (const [key, count] of await usage().counts()) counts.set(key, (counts.get(key) ?? 0) + count);
        return counts;
      },
      groupUsedBy: async (key: string): Promise<readonly Place[]> =>
        (await flows().using('groups', key)).map(placeOf),
      usedBy: async (key: string): Promise<readonly Place[]> => [
        ...(await usage().usedBy(key)),
        ...(await flows().using('segments', key)).map(placeOf),
      ],
    },
  };
};
