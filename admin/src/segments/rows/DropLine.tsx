import { useState, type DragEvent } from 'react';

import { Box } from '@strapi/design-system';

import { useBuilder } from '../BuilderContext';
import type { Place } from '../tree/edit';

/** The gap between two parts: a place to drop one. */
export const DropLine = ({ groupId, index }: Place) => {
  const { dragged, move, drag } = useBuilder();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (dragged !== undefined) move(dragged, { groupId, index });
    drag(undefined);
  };
  return (
    <Box
      height={dragged === undefined ? '0.8rem' : '1.6rem'}
      paddingTop={dragged === undefined ? 0 : 1}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      aria-hidden
    >
      {dragged !== undefined && (
        <Box height="0.6rem" hasRadius background={over ? 'primary500' : 'primary100'} pointerEvents="none" />
      )}
    </Box>
  );
};
