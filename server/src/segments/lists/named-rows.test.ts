import { expect, it } from 'vitest';

import { sortRows, textOf, type KnownByName, type NamedRow } from './named-rows';

const ada: KnownByName = { id: 'ada', userId: 'u1', email: 'ada@example.com' };
const bob: KnownByName = { id: 'bob', userId: null, email: 'bob@example.com' };
const owners = new Map([
  ['userId:u1', ada],
  ['email:ada@example.com', ada],
  ['email:ada@old.example', ada],
  ['email:bob@example.com', bob],
]);
let line = 1;
const row = (names: Omit<NamedRow, 'line' | 'traits'>, traits: NamedRow['traits'] = {}): NamedRow => ({
  line: (line += 1),
  ...names,
  traits,
});

const sorted = (...rows: NamedRow[]) => {
  const { plain, others } = sortRows(rows, (name) => owners.get(textOf(name)));
  const place = (one: NamedRow) => rows.indexOf(one);
  return {
    plain: plain.map(({ rows: own, known }) => [known?.id, ...own.map(place)]),
    others: others.map(place),
  };
};

it('knows whoever is meant beyond doubt, known or new, with traits or without', () => {
  expect(
    sorted(
      row({ userId: 'u1', email: 'Ada@example.com' }),
      row({ email: 'bob@example.com' }),
      row({ email: 'ada@old.example' }),
      row({ email: 'new@example.com', userId: 'u9' }, { plan: 'pro' }),
      row({ email: 'NEW@example.com', userId: 'u9' }),
    ),
  ).toEqual({
    plain: [
      ['ada', 0],
      ['bob', 1],
      ['ada', 2],
      [undefined, 3, 4],
    ],
    others: [],
  });
});

it('leaves to be looked at one by one what says something new, or could join two', () => {
  expect(
    sorted(
      row({ userId: 'u1', email: 'bob@example.com' }),
      row({ userId: 'u1', email: 'ada@old.example' }),
      row({ userId: 'u2', email: 'bob@example.com' }),
      row({ email: 'bob@example.com' }, { plan: 'pro' }),
    ),
  ).toEqual({ plain: [], others: [0, 1, 2, 3] });
  expect(
    sorted(
      row({ userId: 'u8' }),
      row({ userId: 'u8', email: 'x@example.com' }),
      row({ email: 'x@example.com' }),
      row({ email: 'y@example.com' }),
      row({ email: 'y@example.com' }, { plan: 'pro' }),
    ),
  ).toEqual({ plain: [[undefined, 3]], others: [0, 1, 2, 4] });
});
