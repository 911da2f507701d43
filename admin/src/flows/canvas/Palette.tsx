import type { DragEvent } from 'react';

import { Flex, Tooltip, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../../shared/useText';
import { KindTile } from '../KindTile';
import { kindLabel } from '../step-kinds';
import { CARRIED, useCanvas } from './CanvasContext';

interface PaletteProps {
  /** Puts a step behind the chosen one: for those who carry nothing by mouse. */
  readonly onPick: (kind: string) => void;
  /** With words beside the pictures. */
  readonly wide: boolean;
}

const Sheet = styled.div`
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
  cursor: grab;
  border-radius: ${({ theme }) => theme.borderRadius};

  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** The kinds of step, to be dragged to a + or put behind the chosen step. */
export const Palette = ({ onPick, wide }: PaletteProps) => {
  const text = useText();
  const { kinds, setCarrying } = useCanvas();
  const carry = (event: DragEvent, kind: string) => {
    event.dataTransfer.setData(CARRIED, kind);
    event.dataTransfer.effectAllowed = 'copy';
    setCarrying(true);
  };
  return (
    <Sheet role="toolbar" aria-orientation="vertical" aria-label={text('flows.palette')}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        {kinds.map(({ kind }) => {
          const label = kindLabel(text, kind, kinds);
          const piece = (
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
              {wide && (
                <Typography variant="pi" textColor="neutral800">
                  {label}
                </Typography>
              )}
            </Piece>
          );
          return wide ? (
            piece
          ) : (
            <Tooltip key={kind} label={label} side="right">
              {piece}
            </Tooltip>
          );
        })}
      </Flex>
    </Sheet>
  );
};
