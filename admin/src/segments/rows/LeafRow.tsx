import { Box, Flex } from '@strapi/design-system';

import { useBuilder } from '../BuilderContext';
import { isComplete } from '../tree/complete';
import type { LeafNode } from '../tree/tree';
import { AloneWords } from './AloneWords';
import { Handle } from './Handle';
import { RowLacksContext } from './Needed';
import { NodeActions } from './NodeActions';
import { NotSwitch } from './NotSwitch';
import { RowFault } from './RowFault';
import { RowWords } from './RowWords';
import { rowOf } from './row-of';

/** One condition, read from left to right as a phrase. */
export const LeafRow = ({ node }: { readonly node: LeafNode }) => {
  const { faultOf, setLeaf } = useBuilder();
  const Fields = rowOf(node.leaf);
  const fault = faultOf(node.id);
  const lacks = fault !== undefined && !isComplete(node.leaf);
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
        <Flex
          data-attune-fields
          gap={2}
          wrap="wrap"
          flex="1"
          paddingLeft={1}
          // What is said under a field leaves the words beside it where they are.
          alignItems={lacks ? 'flex-start' : 'center'}
        >
          <RowLacksContext.Provider value={lacks}>
            <Fields leaf={node.leaf} onChange={(leaf) => setLeaf(node.id, leaf)} />
          </RowLacksContext.Provider>
        </Flex>
        <AloneWords id={node.id} />
        <NodeActions id={node.id} />
      </Flex>
      <RowFault message={fault} />
      <RowWords node={node} />
    </Box>
  );
};
