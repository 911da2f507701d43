import { Box, Typography } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import type { Rows } from '../useSegmentPreview';

/** What a size is of where that is not what the rows say, and what leaves nobody in. */
export const SizeWords = ({ rows: { held, leftOut, emptying } }: { readonly rows: Rows }) => {
  const text = useText();
  const parts = [...emptying.values()].filter(({ why }) => why !== 'together').length;
  const words = [
    held.size > 0 && text('segments.unfinished.held', { count: held.size }),
    leftOut.size > 0 && text('segments.unfinished', { count: leftOut.size }),
    parts > 0 && text('segments.emptying', { count: parts }),
    parts === 0 && emptying.size > 0 && text('segments.emptying.together'),
  ].filter((one) => one !== false);
  if (words.length === 0) return null;
  return (
    <Box>
      {words.map((one) => (
        <Typography key={one} tag="p" variant="pi" textColor="warning700">
          {one}
        </Typography>
      ))}
    </Box>
  );
};
