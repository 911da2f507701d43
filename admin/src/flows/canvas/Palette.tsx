import type { DragEvent } from 'react';

import { Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../../shared/useText';
import { KindTile } from '../KindTile';
import { kindLabel } from '../step-kinds';
import { CARRIED, useCanvas } from './CanvasContext';
import { paletteWidth } from './sizes';

interface PaletteProps {
  /** Puts a step behind the chosen one: for those who carry nothing by mouse. */
  readonly onPick: (kind: string) => void;
  readonly folded: boolean;
  readonly onFold: () => void;
}

const Sheet = styled.div<{ readonly $folded: boolean }>`
  width: ${({ $folded }) => paletteWidth($folded)}px;
  max-height: 100%;
  overflow-y: auto;
  padding: 0.6rem;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  box-shadow: ${({ theme }) => theme.shadows.tableShadow};
`;

const Piece = styled.button`
  display: flex;
  align-items: center;
  gap: 0.8rem;
  width: 100%;
  padding: 0.4rem;
  text-align: left;
  cursor: grab;
  border-radius: ${({ theme }) => theme.borderRadius};

  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** The kinds of step, to be dragged to a + or put behind the chosen step. */
export const Palette = ({ onPick, folded, onFold }: PaletteProps) => {
  const text = useText();
  const { kinds, setCarrying } = useCanvas();
  const carry = (event: DragEvent, kind: string) => {
    event.dataTransfer.setData(CARRIED, kind);
    event.dataTransfer.effectAllowed = 'copy';
    setCarrying(true);
  };
  return (
    <Sheet role="toolbar" aria-orientation="vertical" aria-label={text('flows.palette')} $folded={folded}>
      <Flex justifyContent="flex-end">
        <IconButton
          label={text(folded ? 'flows.palette.unfold' : 'flows.palette.fold')}
          variant="ghost"
          size="XS"
          aria-expanded={!folded}
          onClick={onFold}
        >
          {folded ? <ChevronRight /> : <ChevronLeft />}
        </IconButton>
      </Flex>
      {!folded &&
        kinds.map(({ kind }) => {
          const label = kindLabel(text, kind, kinds);
          return (
            <Piece
              key={kind}
              type="button"
              draggable
              aria-label={text('flows.palette.piece', { kind: label })}
              data-kind={kind}
              onDragStart={(event) => carry(event, kind)}
              onDragEnd={() => setCarrying(false)}
              onClick={() => onPick(kind)}
            >
              <KindTile kind={kind} size="2.8rem" />
              <Typography variant="pi" textColor="neutral800">
                {label}
              </Typography>
            </Piece>
          );
        })}
    </Sheet>
  );
};
