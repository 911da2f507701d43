import { Box, Field, Flex, NumberInput, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { durationParts } from '../../segments/tree/amount';
import { useText } from '../../shared/useText';

interface DurationInputProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

const UNITS = ['s', 'm', 'h', 'd'] as const;

/** A length of time as number and unit: 1 hour. */
export const DurationInput = ({ name, label, value, disabled, onChange }: DurationInputProps) => {
  const text = useText();
  const { count, unit } = durationParts(value) ?? { count: 1, unit: 'h' };
  const set = (next: number, of: string) => onChange(`${Math.max(1, Math.trunc(next))}${of}`);
  return (
    <Field.Root name={name}>
      <Field.Label>{label}</Field.Label>
      <Flex gap={2}>
        <Box width="9.6rem">
          <NumberInput value={count} disabled={disabled} onValueChange={(next) => set(next ?? 1, unit)} />
        </Box>
        <Box flex="1">
          <SingleSelect
            aria-label={text('builder.unit')}
            value={unit}
            disabled={disabled}
            onChange={(next) => set(count, String(next))}
          >
            {UNITS.map((each) => (
              <SingleSelectOption key={each} value={each}>
                {text(`unit.${each}`, { count })}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Box>
      </Flex>
    </Field.Root>
  );
};
