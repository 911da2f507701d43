import { expect, it } from 'vitest';

import { CrmFault, type CrmConnector } from '../../../plugin/src';
import { waitOf, withPatience } from './patience';

const patient = (answers: readonly (CrmFault | 'ok')[]) => {
  const waits: number[] = [];
  let asked = 0;
  const test = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    if (answer !== 'ok') throw answer;
  };
  const connector = withPatience({ test } as CrmConnector, {
    pause: async (ms) => void waits.push(ms),
    random: () => 0.5,
    beforeWait: async () => {},
  });
  return { waits, asked: () => asked, test: () => connector.test() };
};

it('waits longer each time, up to a limit, and never the same as its neighbours', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((attempt) => waitOf(attempt, () => 0.5))).toEqual([
    750, 1500, 3000, 6000, 12000, 22500, 22500,
  ]);
  expect(waitOf(2, () => 0)).toBe(2000);
});

it('asks again where patience helps, as long as the CRM says where it says so', async () => {
  const busy = patient([new CrmFault('too-many', ''), new CrmFault('unavailable', '', 5_000), 'ok']);
  await busy.test();
  expect(busy.waits).toEqual([750, 5000]);
});

it('gives up where it does not help, and in the end', async () => {
  const refused = patient([new CrmFault('refused', '')]);
  await expect(refused.test()).rejects.toMatchObject({ kind: 'refused' });
  expect(refused.asked()).toBe(1);
  const spent = patient([new CrmFault('spent', '')]);
  await expect(spent.test()).rejects.toMatchObject({ kind: 'spent' });
  const dead = patient([new CrmFault('unavailable', '')]);
  await expect(dead.test()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(dead.asked()).toBe(8);
});
