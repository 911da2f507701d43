import { useState } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

import { PersonPicker } from '../../shared/PersonPicker';
import { useText } from '../../shared/useText';
import { Standing } from './Standing';

interface ComparePeopleProps {
  readonly id: string;
  readonly asOf: number | undefined;
}

const SIDES = ['first', 'second'] as const;

/** Any two people side by side: why one is in and the other is not. */
export const ComparePeople = ({ id, asOf }: ComparePeopleProps) => {
  const text = useText();
  const [chosen, setChosen] = useState<Partial<Record<(typeof SIDES)[number], string>>>({});
  return (
    <Box tag="section">
      <Typography variant="delta" tag="h2">
        {text('segments.compare.title')}
      </Typography>
      <Flex gap={4} alignItems="flex-start" paddingTop={3}>
        {SIDES.map((side) => (
          <Flex key={side} direction="column" alignItems="stretch" gap={3} flex="1" minWidth={0}>
            <PersonPicker
              label={text(`segments.compare.${side}`)}
              value={chosen[side]}
              onChange={(person) => setChosen((before) => ({ ...before, [side]: person }))}
            />
            {chosen[side] && (
              <Standing key={chosen[side]} segment={id} profileId={chosen[side]} asOf={asOf} />
            )}
          </Flex>
        ))}
      </Flex>
    </Box>
  );
};
