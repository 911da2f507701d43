import { expect, it } from 'vitest';

import { paginationOf, shownPage } from './paging';

it('ends pages at the ten thousandth row, and still tells how many there are', () => {
  expect([shownPage(3, 25), shownPage(400, 25), shownPage(401, 25), shownPage(9_999, 30)]).toEqual([
    3, 400, 400, 334,
  ]);
  expect(paginationOf(2, 25, 60)).toEqual({ pagination: { page: 2, pageSize: 25, pageCount: 3, total: 60 } });
  expect(paginationOf(1, 100, 1_000_000)).toEqual({
    pagination: { page: 1, pageSize: 100, pageCount: 100, total: 1_000_000 },
  });
});
