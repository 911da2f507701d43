import { Flex, Typography } from '@strapi/design-system';
import { Information } from '@strapi/icons';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import type { TreeNode } from '../tree/tree';

/** How an unfinished part is counted; of one that leaves nobody in, that it does, and why. */
export const RowWords = ({ node: { id, kind } }: { readonly node: TreeNode }) => {
  const text = useText();
  const { rows, faultOf } = useBuilder();
  const wordsOf = (): string | undefined => {
    if (rows?.held.has(id)) return text('builder.alone.held');
    if (rows?.leftOut.has(id)) return text('builder.alone.leftOut');
    const emptying = rows?.emptying.get(id);
    if (!emptying) return undefined;
    const why = emptying.why === 'part' && kind === 'group' ? 'any' : emptying.why;
    return text(`builder.emptying.${why}`, { sampled: emptying.sampled ? 'yes' : 'no' });
  };
  const words = wordsOf();
  if (words === undefined || faultOf(id) !== undefined) return null;
  return (
    <Flex gap={2} paddingTop={2} paddingBottom={1}>
      <Information fill="warning600" aria-hidden />
      <Typography variant="pi" textColor="warning700">
        {words}
      </Typography>
    </Flex>
  );
};
