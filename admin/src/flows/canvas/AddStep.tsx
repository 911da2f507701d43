import { useState, type DragEvent } from 'react';

import { Flex, IconButton, Menu } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../../shared/useText';
import { KindTile } from '../KindTile';
import { kindLabel } from '../step-kinds';
import { CARRIED, useCanvas, type CanvasEditing } from './CanvasContext';
import type { DrawnWay } from './graph';

interface AddStepProps {
  readonly way: DrawnWay;
  readonly add: CanvasEditing['add'];
}

/** Round, and larger with a dashed rim while something is carried that can be let go here. */
const Place = styled.div<{ readonly $wanted: boolean; readonly $over: boolean }>`
  padding: ${({ $wanted }) => ($wanted ? '0.6rem' : 0)};
  border-radius: 50%;
  border: ${({ theme, $wanted }) => ($wanted ? `1px dashed ${theme.colors.primary600}` : 'none')};
  background: ${({ theme, $over }) => ($over ? theme.colors.primary200 : 'transparent')};

  button {
    border-radius: 50%;
    padding: 0.4rem;
    background: ${({ theme }) => theme.colors.neutral0};
    border-color: ${({ theme }) => theme.colors.neutral300};
  }
  button:hover,
  button:focus-visible {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** So low that all of them are in sight. */
const Kinds = styled.div`
  display: grid;
  grid-template-columns: repeat(2, auto);
`;

/** The + on a way: a list of kinds, and the place where what is carried is let go. */
export const AddStep = ({ way, add }: AddStepProps) => {
  const text = useText();
  const { kinds, carrying, dropAt } = useCanvas();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const kind = event.dataTransfer.getData(CARRIED);
    if (kind !== '') add(way, kind);
  };
  return (
    <Place
      data-way={way.id}
      $wanted={carrying}
      $over={over || dropAt === way.id}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Menu.Root>
        <Menu.Trigger tag={IconButton} icon={<Plus />} label={text('flows.add')} size="XS" />
        <Menu.Content maxHeight="var(--radix-dropdown-menu-content-available-height)">
          <Kinds>
            {kinds.map(({ kind }) => (
              <Menu.Item key={kind} onSelect={() => add(way, kind)}>
                <Flex gap={2}>
                  <KindTile kind={kind} size="2.4rem" />
                  {kindLabel(text, kind, kinds)}
                </Flex>
              </Menu.Item>
            ))}
          </Kinds>
        </Menu.Content>
      </Menu.Root>
    </Place>
  );
};
