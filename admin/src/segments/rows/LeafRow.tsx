import { Box, Flex } from '@strapi/design-system';

import { useBuilder } from '../BuilderContext';
import type { LeafNode } from '../tree/tree';
import { Handle } from './Handle';
import { NodeActions } from './NodeActions';
import { NotSwitch } from './NotSwitch';
import { RowFault } from './RowFault';
import { rowOf } from './row-of';

/** One condition, read from left to right as a phrase. */
export const LeafRow = ({ node }: { readonly node: LeafNode }) => {
  const { faultOf, setLeaf } = useBuilder();
  const Fields = rowOf(node.leaf);
  const fault = faultOf(node.id);
  return (
    <Box
      background="neutral0"
      borderColor={fault ? 'danger600' : 'neutral200'}
      hasRadius
      paddingTop={2}
      paddingBottom={2}
      paddingLeft={2}
      paddingRight={2}
    >
      <Flex alignItems="flex-start" gap={1}>
        <Handle id={node.id} />
        <NotSwitch id={node.id} negated={node.negated} />
        <Flex data-attune-fields gap={2} wrap="wrap" flex="1" paddingLeft={1}>
          <Fields leaf={node.leaf} onChange={(leaf) => setLeaf(node.id, leaf)} />
        </Flex>
        <NodeActions id={node.id} />
      </Flex>
      <RowFault message={fault} />
    </Box>
  );
};
