import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';

/** What mails tell of, and the names of e-commerce events that the ready flows listen for (docs/guides/tracking.md). */
const KNOWN = [
  ...['Email Sent', 'Email Clicked', 'Signed Up', 'Page Viewed', 'Product Viewed', 'Product Added'],
  ...['Product Removed', 'Cart Viewed', 'Cart Emptied', 'Checkout Started', 'Order Completed'],
  ...['Order Cancelled', 'Order Refunded', 'Coupon Applied'],
];

/** Flows are drawn before anything has happened: names that are known are offered behind those that were seen. */
export const withKnownEvents = (seen: Vocabulary): Vocabulary => {
  const unseen = KNOWN.filter((known) => !seen.events.some(({ name }) => name === known));
  return {
    ...seen,
    events: [...seen.events, ...unseen.map((name) => ({ name, count: 0, looked: 0, properties: [] }))],
  };
};
