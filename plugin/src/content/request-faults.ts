/** What a request may say of its visitor that cannot be taken: it is then answered as a stranger's, or with less context. */
export const REQUEST_FAULTS = [
  'visitor-id',
  'visitor-token',
  'preview-token',
  'decision-token',
  'context',
] as const;

export type RequestFault = (typeof REQUEST_FAULTS)[number];
