/** A page of rows as every list answers. */
export const paged = <T>(rows: readonly T[], total: number, page: number, pageSize: number) => ({
  data: [...rows],
  meta: { pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } },
});
