import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, CaretDown, CaretUp, Drag, Duplicate, Trash } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../shared/useText';
import { audienceOf } from './audience-value';
import type { FormVariant } from './experience-value';
import { useAudienceLine } from './useAudienceLine';
import { useAudienceNames } from './useAudienceNames';

export interface VariantMoves {
  move(to: number): void;
  copy(): void;
  remove(): void;
}

interface VariantHeadProps {
  readonly variant: FormVariant;
  readonly title: string;
  /** What it changes, as the edit view calls it. */
  readonly changed: readonly string[];
  readonly index: number;
  readonly count: number;
  readonly disabled: boolean;
  readonly open: boolean;
  readonly panel: string;
  readonly actions: VariantMoves;
  readonly onToggle: () => void;
}

export const DRAGGED = 'text/x-attune-variant';

const Toggle = styled.button`
  display: flex;
  flex: 1;
  min-width: 0;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  text-align: left;
`;

const NO_KEYS: readonly string[] = [];

/** A variant in a line: its name, who sees it and what it changes. Moved by its buttons, or dragged by the handle. */
export const VariantHead = (props: VariantHeadProps) => {
  const { variant, title, changed, index, count, disabled, open, panel, actions, onToggle } = props;
  const text = useText();
  const audience = audienceOf(variant.audience);
  const line = useAudienceLine(useAudienceNames(audience.broken ? NO_KEYS : audience.value.segments));
  const said = [
    text('content.shown', { who: line(audience) }),
    changed.length > 0 && text('experience.changes', { fields: changed.join(', ') }),
  ];
  const buttons = [
    { label: 'experience.up', icon: <ArrowUp />, off: index === 0, run: () => actions.move(index - 1) },
    {
      label: 'experience.down',
      icon: <ArrowDown />,
      off: index === count - 1,
      run: () => actions.move(index + 1),
    },
    { label: 'experience.copy', icon: <Duplicate />, off: false, run: () => actions.copy() },
    { label: 'experience.remove', icon: <Trash />, off: false, run: () => actions.remove() },
  ] as const;
  return (
    <Flex gap={2}>
      <Box
        draggable={!disabled}
        cursor="grab"
        onDragStart={(event: React.DragEvent) => event.dataTransfer.setData(DRAGGED, String(index))}
        aria-hidden
      >
        <Drag fill="neutral500" />
      </Box>
      <Toggle type="button" aria-expanded={open} aria-controls={panel} onClick={onToggle}>
        {open ? <CaretUp fill="neutral600" aria-hidden /> : <CaretDown fill="neutral600" aria-hidden />}
        <Box minWidth={0}>
          <Typography tag="p" fontWeight="semiBold" textColor="neutral800">
            {title}
          </Typography>
          {!open && (
            <Typography tag="p" variant="pi" textColor="neutral600">
              {said.filter(Boolean).join(' · ')}
            </Typography>
          )}
        </Box>
      </Toggle>
      {buttons.map(({ label, icon, off, run }) => (
        <IconButton key={label} label={text(label, { name: title })} disabled={disabled || off} onClick={run}>
          {icon}
        </IconButton>
      ))}
    </Flex>
  );
};
