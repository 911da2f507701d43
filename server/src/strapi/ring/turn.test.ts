import { describe, expect, it } from 'vitest';

import { noFacts } from '../../../../plugin/src';
import type { StoredEvent } from '../../events';
import type { Tx } from '../../ports';
import { EVERYTHING, HISTORY, type CauseText } from '../../profiles';
import type { SegmentChange } from '../../segments';
import { createTurn } from './turn';

const tx = {} as Tx;
const NOW = 1_000;

const open = (waiting: number, changes: readonly SegmentChange[] = []) => {
  let left: StoredEvent[] = Array.from({ length: waiting }, (_, at) => ({
    seq: at + 1,
    messageId: `m${at}`,
    profileId: 'p',
    type: 'track',
    name: 'X',
    at,
    receivedAt: at,
    anonymousId: null,
    proven: false,
    properties: {},
    context: {},
  }));
  const heard: number[] = [];
  const turn = createTurn({
    events: {
      unhandled: async (_tx, _id, limit) => left.slice(0, limit),
      markHandled: async (_tx, seqs) => void (left = left.filter(({ seq }) => !seqs.includes(seq))),
    },
    carts: { take: async () => {} },
    segments: { judge: async () => new Map([['p', { changes, until: null }]]) },
    advanceFlows: async (_tx, turns) => {
      for (const { inputs } of turns) heard.push(inputs.length);
      return new Map();
    },
    facts: async () => noFacts(),
  });
  const one = async (cause: CauseText = EVERYTHING) =>
    (await turn(tx, new Map([['p', cause]]), NOW)).get('p');
  return { all: turn, turn: one, heard };
};

describe('a turn', () => {
  it('takes in no more events than others can wait for, and asks for another turn at once', async () => {
    const { turn, heard } = open(450);
    expect([await turn(), await turn(), await turn()]).toEqual([NOW, NOW, null]);
    expect(heard).toEqual([200, 200, 50]);
  });

  it('refuses several at once to whom more has happened than that: each is to have a turn alone', async () => {
    const { all, heard } = open(200);
    const two = new Map([
      ['p', EVERYTHING],
      ['q', EVERYTHING],
    ]);
    await expect(all(tx, two, NOW)).rejects.toThrow(/than one transaction takes/);
    expect(heard).toEqual([]);
  });

  it('tells flows who came into a segment, unless history put them there', async () => {
    const came = { segmentId: 's', key: 'vip', entered: true, at: NOW, because: [] };
    const { turn, heard } = open(0, [came]);
    await turn();
    await turn(HISTORY + EVERYTHING);
    expect(heard).toEqual([1, 0]);
  });
});
