import type { DragEvent, KeyboardEvent } from 'react';

import { IconButton } from '@strapi/design-system';
import { Drag } from '@strapi/icons';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { useFields } from '../FieldsContext';

/** Dragged with the mouse, or moved with the arrow keys. */
export const Handle = ({ id }: { readonly id: string }) => {
  const text = useText();
  const { disabled } = useFields();
  const { drag, nudge } = useBuilder();
  const start = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', id);
    drag(id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    nudge(id, event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <IconButton
      label={text('builder.move')}
      variant="ghost"
      size="S"
      cursor="grab"
      draggable={!disabled}
      disabled={disabled}
      onDragStart={start}
      onDragEnd={() => drag(undefined)}
      onKeyDown={press}
    >
      <Drag />
    </IconButton>
  );
};
