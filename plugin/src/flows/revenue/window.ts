/** For so long after a mail, or after a holdout step was passed, an order counts for it. */
export const ORDERS_COUNT_FOR = 7 * 86_400_000;

/** Whether an order lies in the time that something else began. */
export const countsFor = (began: number, orderedAt: number): boolean =>
  began < orderedAt && orderedAt <= began + ORDERS_COUNT_FOR;
