/** Nobody turns pages further than this: a row behind is found only past all before it. There one searches, or exports. */
const MOST_LISTED = 10_000;

/** The page that is shown where this one is asked for: the last one instead of any behind it. */
export const shownPage = (page: number, pageSize: number): number =>
  Math.min(page, Math.ceil(MOST_LISTED / pageSize));

/** `total` is of all that there are, `pageCount` of those that pages reach. */
export const paginationOf = (page: number, pageSize: number, total: number) => ({
  pagination: { page, pageSize, pageCount: shownPage(Math.ceil(total / pageSize), pageSize), total },
});
