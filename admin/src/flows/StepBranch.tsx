import type { ReactNode } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

import { useText, type TextKey } from '../shared/useText';
import type { Edge } from './draft/edit-draft';
import type { StepNode } from './draft/step-tree';
import { EdgePlus } from './EdgePlus';

interface StepBranchProps {
  readonly node: StepNode;
  readonly card: (name: string) => ReactNode;
  readonly disabled: boolean;
  readonly onAdd: (edge: Edge, kind: string) => void;
}

/** The word on an edge: where a step has one way only there is nothing to say. */
const useWayLabel = () => {
  const text = useText();
  return (slot: string, total: number): string => {
    if (total === 1) return '';
    const [word, index] = slot.split('.');
    return word === 'ways'
      ? text('flows.way', { number: Number(index) + 1 })
      : text(`flows.way.${word}` as TextKey);
  };
};

/** A step and, below it, its ways: one below the other, or side by side where there are several. */
export const StepBranch = ({ node, card, disabled, onAdd }: StepBranchProps) => {
  const text = useText();
  const labelOf = useWayLabel();
  return (
    <Flex direction="column" alignItems="center">
      {card(node.name)}
      <Flex alignItems="flex-start" justifyContent="center" gap={4}>
        {node.ways.map(({ slot, node: below, again }) => (
          <Flex key={slot} direction="column" alignItems="center">
            <EdgePlus
              label={labelOf(slot, node.ways.length)}
              disabled={disabled}
              onAdd={(kind) => onAdd({ from: node.name, slot }, kind)}
            />
            {below && <StepBranch node={below} card={card} disabled={disabled} onAdd={onAdd} />}
            {again !== undefined && (
              <Box
                background="neutral150"
                hasRadius
                paddingLeft={3}
                paddingRight={3}
                paddingTop={1}
                paddingBottom={1}
              >
                <Typography variant="pi" textColor="neutral600">
                  {text('flows.again', { step: again })}
                </Typography>
              </Box>
            )}
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
};
