import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { useFields } from '../FieldsContext';
import type { GroupNode } from '../tree/tree';
import { AddMenu } from './AddMenu';
import { AloneWords } from './AloneWords';
import { DropLine } from './DropLine';
import { Handle } from './Handle';
import { LeafRow } from './LeafRow';
import { NodeActions } from './NodeActions';
import { NotSwitch } from './NotSwitch';
import { RowFault } from './RowFault';
import { RowWords } from './RowWords';

interface GroupBoxProps {
  readonly node: GroupNode;
  readonly isRoot?: boolean;
}

/** A box titled "all of" or "any of", with its parts inside. */
export const GroupBox = ({ node, isRoot = false }: GroupBoxProps) => {
  const text = useText();
  const { disabled } = useFields();
  const { setMode, faultOf } = useBuilder();
  return (
    <Box
      role="group"
      aria-label={text(`builder.${node.mode}`)}
      background={isRoot ? 'neutral0' : 'neutral100'}
      borderColor={isRoot ? 'neutral0' : 'neutral200'}
      hasRadius
      padding={isRoot ? 0 : 3}
      width="100%"
    >
      <Flex justifyContent="space-between" gap={2} paddingBottom={2}>
        <Flex gap={2} wrap="wrap">
          {!isRoot && <Handle id={node.id} />}
          <NotSwitch id={node.id} negated={node.negated} />
          <Box width="11rem">
            <SingleSelect
              size="S"
              aria-label={text('builder.mode')}
              value={node.mode}
              disabled={disabled}
              onChange={(mode) => setMode(node.id, mode === 'any' ? 'any' : 'all')}
            >
              <SingleSelectOption value="all">{text('builder.all')}</SingleSelectOption>
              <SingleSelectOption value="any">{text('builder.any')}</SingleSelectOption>
            </SingleSelect>
          </Box>
          <Typography textColor="neutral600">{text('builder.hold')}</Typography>
        </Flex>
        {!isRoot && (
          <Flex gap={1}>
            <AloneWords id={node.id} />
            <NodeActions id={node.id} />
          </Flex>
        )}
      </Flex>
      <RowFault message={faultOf(node.id)} />
      <RowWords node={node} />
      <Flex tag="ul" direction="column" alignItems="stretch">
        {node.children.map((child, index) => (
          <Box tag="li" key={child.id}>
            <DropLine groupId={node.id} index={index} />
            {child.kind === 'group' ? <GroupBox node={child} /> : <LeafRow node={child} />}
          </Box>
        ))}
      </Flex>
      <DropLine groupId={node.id} index={node.children.length} />
      {node.children.length === 0 && (
        <Box paddingBottom={2}>
          <Typography textColor="neutral600">
            {text(isRoot ? 'builder.empty.root' : 'builder.empty')}
          </Typography>
        </Box>
      )}
      {!disabled && <AddMenu groupId={node.id} />}
    </Box>
  );
};
