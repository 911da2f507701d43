import { setTimeout } from 'node:timers/promises';

import { nameOf } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { CauseText } from '../../profiles';
import type { Rim } from '../../strapi/rim';
import {
  createExport,
  createImportPeople,
  createImports,
  staticListId,
  type AsOf,
  type JudgeSome,
  type Segment,
} from '..';
import { breathe } from './breathe';
import { createKnexImports } from './import-store';
import type { SegmentsNeeds } from './needs';

/** Members that leave a list in one transaction. */
const PRUNED = 200;

/** Files that go in and come out, and what a segment leaves behind of them. */
export const composeLists = (
  rim: Rim,
  asOf: AsOf,
  judgeMany: (cause: CauseText) => Promise<JudgeSome>,
  needs: SegmentsNeeds,
) => {
  const { profiles, waiting, erasedAmong } = needs;
  const imports = createImports({
    store: createKnexImports(rim.db),
    people: createImportPeople({
      profiles,
      judgeMany,
      erasedAmong,
      transact: rim.transact,
      breathe,
    }),
    transact: rim.transact,
    now: rim.now,
    newId: rim.newId,
    log: rim.log,
    waiting,
    pause: (ms) => setTimeout(ms),
  });
  const exports = createExport({
    asOf,
    breathe,
    people: async (ids) =>
      (await profiles.getMany(ids)).map(({ id, userId, email, traits }) => ({
        id,
        userId,
        email,
        name: nameOf(traits),
      })),
  });
  const clear = async (segment: Segment): Promise<void> => {
    await imports.drop(segment.id);
    if (segment.kind !== 'static') return;
    const prune = (tx: Tx) =>
      profiles.pruneList(tx, staticListId(segment.key), Number.MAX_SAFE_INTEGER, PRUNED);
    while ((await rim.transact(prune)) === PRUNED) await breathe();
  };
  return { imports, exports, clear };
};
