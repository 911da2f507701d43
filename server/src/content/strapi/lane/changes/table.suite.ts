import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Changes } from './changes';
import { createTableChanges } from './table';

interface OpenDatabase {
  readonly db: Knex;
  stop(): Promise<void>;
}

/** What one instance has heard. */
const listen = async (changes: Changes) => {
  const heard: string[] = [];
  await changes.start({
    onWritten: (uids) => heard.push(uids.join(' ')),
    onAnything: () => heard.push('anything'),
    onDeaf: (deaf) => heard.push(deaf ? 'deaf' : 'hearing'),
  });
  return heard;
};

/** `concurrent`: two transactions may be open at once. */
export const tableChangesSuite = (
  name: string,
  open: () => Promise<OpenDatabase>,
  concurrent: boolean,
): void => {
  describe(name, () => {
    let database: OpenDatabase;
    beforeAll(async () => {
      database = await open();
    });
    beforeEach(() => database.db('attune_content_changes').delete());
    afterAll(() => database.stop());

    const pair = async () => {
      const [here, there] = [
        createTableChanges(database.db, 'here'),
        createTableChanges(database.db, 'there'),
      ];
      return { here, there, heard: await listen(there), own: await listen(here) };
    };

    it('is heard by the other instance at its next beat, once, and not by the one that wrote', async () => {
      const { here, there, heard, own } = await pair();
      await here.tell(['page', 'hero']);
      await here.tell(['home']);
      expect(heard).toEqual([]);
      for (const each of [there, here, there]) await each.beat();
      expect(heard).toEqual(['page hero', 'home']);
      expect(own).toEqual([]);
    });

    it('says nothing of a write that is taken back', async () => {
      const { here, there, heard } = await pair();
      await database.db
        .transaction(async (trx) => {
          await here.tell(['page'], trx);
          throw new Error('taken back');
        })
        .catch(() => {});
      await here.tell(['home']);
      await there.beat();
      expect(heard).toEqual(['home']);
    });

    it.runIf(concurrent)('hears of a write that took its number early and was committed late', async () => {
      const { here, there, heard } = await pair();
      const trx = await database.db.transaction();
      await here.tell(['late'], trx);
      await here.tell(['early']);
      await there.beat();
      expect(heard).toEqual(['early']);
      await trx.commit();
      await there.beat();
      await there.beat();
      expect(heard).toEqual(['early', 'late']);
    });

    it('tells nobody of what was written before they came', async () => {
      const { here } = await pair();
      await here.tell(['before']);
      const newcomer = createTableChanges(database.db, 'newcomer');
      const heard = await listen(newcomer);
      await newcomer.beat();
      await here.tell(['after']);
      await newcomer.beat();
      expect(heard).toEqual(['after']);
    });

    it('keeps no more rows than anybody asks for', async () => {
      const { here, there, heard } = await pair();
      await here.tell(['first']);
      await database.db('attune_content_changes').insert({ id: 25_000, origin: 'here', uids: 'far' });
      await there.beat();
      expect(heard).toEqual(['first', 'far']);
      expect(await database.db('attune_content_changes').pluck('id')).toEqual([25_000]);
    });
  });
};
