import { Flex, IconButton } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../shared/useText';

/** The library has no arrow that turns back. */
const TurnBack = styled(ArrowClockwise)`
  transform: scaleX(-1);
`;

interface UndoButtonsProps {
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
}

export const UndoButtons = ({ undo, redo }: UndoButtonsProps) => {
  const text = useText();
  return (
    <Flex gap={1}>
      <IconButton label={text('undo')} variant="ghost" disabled={!undo} onClick={undo}>
        <TurnBack />
      </IconButton>
      <IconButton label={text('redo')} variant="ghost" disabled={!redo} onClick={redo}>
        <ArrowClockwise />
      </IconButton>
    </Flex>
  );
};
