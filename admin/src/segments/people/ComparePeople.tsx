import { useState } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

import { PersonPicker } from '../../shared/PersonPicker';
import { useText } from '../../shared/useText';
import { Why } from './Why';

interface ComparePeopleProps {
  readonly id: string;
  readonly asOf: number | undefined;
}

const SIDES = ['first', 'second'] as const;

/** Any two people on the same conditions: why one is in and the other is not. */
export const ComparePeople = ({ id, asOf }: ComparePeopleProps) => {
  const text = useText();
  const [chosen, setChosen] = useState<Partial<Record<(typeof SIDES)[number], string>>>({});
  const [one, other] = SIDES.flatMap((side) => chosen[side] ?? []);
  return (
    <Box tag="section">
      <Typography variant="delta" tag="h2">
        {text('segments.compare.title')}
      </Typography>
      <Flex gap={4} paddingTop={3} paddingBottom={4}>
        {SIDES.map((side) => (
          <Box key={side} flex="1" minWidth={0}>
            <PersonPicker
              label={text(`segments.compare.${side}`)}
              value={chosen[side]}
              onChange={(person) => setChosen((before) => ({ ...before, [side]: person }))}
            />
          </Box>
        ))}
      </Flex>
      {one !== undefined && (
        <Why key={`${one} ${other}`} segment={id} profileId={one} other={other} asOf={asOf} />
      )}
    </Box>
  );
};
