import type { CutAnswer } from './cut';

type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/** Says in `meta.attune` which of the blocks that were chosen are shown, where the answer has a `meta`. */
export const withExposures = ({ body, exposures }: CutAnswer): unknown => {
  if (exposures.length === 0 || !isPlain(body) || !('data' in body)) return body;
  const meta = isPlain(body.meta) ? body.meta : {};
  return { ...body, meta: { ...meta, attune: { exposures } } };
};
