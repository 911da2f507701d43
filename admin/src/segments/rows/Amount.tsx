import { Box, NumberInput } from '@strapi/design-system';

import { useFields } from '../FieldsContext';

interface AmountProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number in the phrase. */
export const Amount = ({ label, value, onChange }: AmountProps) => {
  const { disabled } = useFields();
  return (
    <Box width="8.8rem">
      <NumberInput
        size="S"
        aria-label={label}
        value={value}
        disabled={disabled}
        onValueChange={(next) => onChange(next ?? 0)}
      />
    </Box>
  );
};
