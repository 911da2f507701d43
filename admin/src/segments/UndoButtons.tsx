import { Flex, IconButton } from '@strapi/design-system';
import { ArrowClockwise, ClockCounterClockwise } from '@strapi/icons';

import { useText } from '../shared/useText';

interface UndoButtonsProps {
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
}

export const UndoButtons = ({ undo, redo }: UndoButtonsProps) => {
  const text = useText();
  return (
    <Flex gap={1}>
      <IconButton label={text('undo')} variant="ghost" disabled={!undo} onClick={undo}>
        <ClockCounterClockwise />
      </IconButton>
      <IconButton label={text('redo')} variant="ghost" disabled={!redo} onClick={redo}>
        <ArrowClockwise />
      </IconButton>
    </Flex>
  );
};
