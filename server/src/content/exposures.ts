import type { CutAnswer } from './cut';
import { isLiteral } from './plain';

/** Says in `meta.attune` which of the blocks that were chosen are shown, where the answer has a `meta`. */
export const withExposures = ({ body, exposures }: CutAnswer): unknown => {
  if (exposures.length === 0 || !isLiteral(body) || !('data' in body)) return body;
  const meta = isLiteral(body.meta) ? body.meta : {};
  return { ...body, meta: { ...meta, attune: { exposures } } };
};
