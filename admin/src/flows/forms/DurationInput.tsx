import { useEffect, useState } from 'react';

import { Box, Field, Flex, NumberInput, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { durationParts } from '../../segments/tree/amount';
import { useText } from '../../shared/useText';

interface DurationInputProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

const LEAST = 1;
const MOST = 36_500;
const UNITS = ['s', 'm', 'h', 'd'] as const;

/** A length of time as number and unit: 1 hour. */
export const DurationInput = ({ name, label, value, disabled, onChange }: DurationInputProps) => {
  const text = useText();
  const intl = useIntl();
  const { count, unit } = durationParts(value) ?? { count: 1, unit: 'h' };
  // What cannot be meant stays as it was typed, with a word about it; the option stays as it was.
  const [typed, setTyped] = useState<number | undefined>(count);
  useEffect(() => setTyped(count), [count]);
  const isWrong = typed === undefined || !Number.isInteger(typed) || typed < LEAST || typed > MOST;
  const set = (next: number | undefined) => {
    setTyped(next);
    if (next !== undefined && Number.isInteger(next) && next >= LEAST && next <= MOST) {
      onChange(`${next}${unit}`);
    }
  };
  const bounds = { least: LEAST, most: intl.formatNumber(MOST) };
  return (
    <Field.Root name={name} error={isWrong ? text('duration.wrong', bounds) : undefined}>
      <Field.Label>{label}</Field.Label>
      <Flex gap={2}>
        <Box width="9.6rem">
          <NumberInput value={typed} disabled={disabled} onValueChange={set} />
        </Box>
        <Box flex="1">
          <SingleSelect
            aria-label={text('builder.unit')}
            value={unit}
            disabled={disabled}
            onChange={(next) => onChange(`${count}${next}`)}
          >
            {UNITS.map((each) => (
              <SingleSelectOption key={each} value={each}>
                {text(`unit.${each}`, { count })}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Box>
      </Flex>
      <Field.Error />
    </Field.Root>
  );
};
