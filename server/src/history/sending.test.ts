import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createLanes, type Parcel } from './lanes';
import { createLedger, type Reject } from './ledger';
import { createSend, type Answer } from './send';

const parcel = (ordinal: number, ...people: string[]): Parcel => ({
  ordinal,
  line: ordinal + 2,
  json: `{"n":${ordinal}}`,
  people,
});
const limits = { lanes: 3, batchEvents: 4, batchBytes: 1_000 };
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe('lanes', () => {
  it('send everything once, each person in order, never more batches at once than lanes', async () => {
    const people = fc.array(
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 3 }),
      {
        maxLength: 80,
      },
    );
    await fc.assert(
      fc.asyncProperty(people, fc.array(fc.nat(20), { minLength: 1 }), async (all, delays) => {
        const acknowledged: number[] = [];
        const underWay = new Set<readonly Parcel[]>();
        let batches = 0;
        const lanes = createLanes(async (batch) => {
          for (const other of underWay) {
            const names = new Set(other.flatMap((one) => one.people));
            expect(batch.flatMap((one) => one.people).filter((name) => names.has(name))).toEqual([]);
          }
          underWay.add(batch);
          expect(underWay.size).toBeLessThanOrEqual(limits.lanes);
          await turns(delays[batches++ % delays.length] ?? 0);
          underWay.delete(batch);
          acknowledged.push(...batch.map(({ ordinal }) => ordinal));
        }, limits);
        for (const [ordinal, names] of all.entries()) await lanes.add(parcel(ordinal, ...names));
        await lanes.flush();
        expect([...acknowledged].sort((a, b) => a - b)).toEqual(all.map((_, ordinal) => ordinal));
        for (const name of 'abcdef') {
          const own = acknowledged.filter((ordinal) => all[ordinal]?.some((one) => one === name));
          expect(own).toEqual([...own].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('stop at the first failure', async () => {
    const lanes = createLanes(async () => Promise.reject(new Error('down')), { ...limits, batchEvents: 1 });
    await lanes.add(parcel(0, 'a'));
    await expect(lanes.flush()).rejects.toThrow('down');
    await expect(lanes.add(parcel(1, 'b'))).rejects.toThrow('down');
  });
});

describe('the ledger', () => {
  it('moves only to the first gap, whatever the order of the answers', () => {
    const reject: Reject = { line: 3, rows: 1, code: 'value', path: '', message: '' };
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (order) => {
        const ledger = createLedger({ next: 0, sent: 0, rejected: 0 });
        const done = new Set<number>();
        const rejects: Reject[] = [];
        for (const ordinal of order) {
          ledger.settle(ordinal, ordinal % 3 === 0 ? reject : undefined);
          done.add(ordinal);
          rejects.push(...ledger.advance());
          const gap = [0, 1, 2, 3, 4, 5, 6, 7, 8].find((one) => !done.has(one));
          expect(ledger.progress().next).toBe(gap);
        }
        expect(ledger.progress()).toEqual({ next: 8, sent: 5, rejected: 3 });
        expect(rejects).toHaveLength(3);
      }),
    );
  });
});

describe('sending', () => {
  const open = (...answers: (Partial<Answer> | string)[]) => {
    const bodies: string[] = [];
    const pauses: number[] = [];
    const settled: string[] = [];
    const send = createSend({
      post: async (body) => {
        bodies.push(body);
        const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
        if (typeof answer === 'string') throw Object.assign(new Error('x'), { code: answer });
        return { status: 200, rejected: [], message: '', ...answer };
      },
      pause: async (ms) => void pauses.push(ms),
      random: () => 1,
    });
    const run = (...parcels: Parcel[]) =>
      send(parcels, ({ ordinal }, refusal) => void settled.push(`${ordinal} ${refusal?.code ?? 'sent'}`));
    return { run, bodies, pauses, settled };
  };

  it('waits as long as it is asked to, and longer each time where it is not', async () => {
    const { run, bodies, pauses, settled } = open(
      { status: 429, retryAfter: 7 },
      'ECONNREFUSED',
      { status: 503 },
      {},
    );
    await run(parcel(0, 'a'), parcel(1, 'b'));
    expect(pauses).toEqual([7_000, 2_000, 4_000]);
    expect(new Set(bodies)).toEqual(new Set(['{"batch":[{"n":0},{"n":1}]}']));
    expect(settled).toEqual(['0 sent', '1 sent']);
  });

  it('tells which event the server did not let in', async () => {
    const { run, settled } = open({
      rejected: [{ index: 1, code: 'too-large', path: 'traits', message: '' }],
    });
    await run(parcel(4, 'a'), parcel(5, 'b'));
    expect(settled).toEqual(['4 sent', '5 too-large']);
  });

  it('sends halves where the server takes less at once', async () => {
    const { run, bodies, settled } = open({ status: 413 }, {}, { status: 413, message: 'too much' });
    await run(parcel(0, 'a'), parcel(1, 'b'));
    expect(bodies).toHaveLength(3);
    expect(settled).toEqual(['0 sent', '1 too-large']);
  });

  it('gives up at once where nothing will change, and in the end where nothing does', async () => {
    await expect(
      open({ status: 401, message: 'This write key is not known.' }).run(parcel(0, 'a')),
    ).rejects.toThrow('Strapi answered 401. This write key is not known.');
    const down = open('ECONNREFUSED');
    await expect(down.run(parcel(0, 'a'))).rejects.toThrow('cannot be reached (ECONNREFUSED)');
    expect(down.bodies).toHaveLength(10);
  });
});
