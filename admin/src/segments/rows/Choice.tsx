import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useBuilder } from '../BuilderContext';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly width?: string;
}

/** One of a few words of the phrase. */
export const Choice = ({ label, value, options, onChange, width = '13rem' }: ChoiceProps) => {
  const { disabled } = useBuilder();
  return (
    <Box width={width}>
      <SingleSelect
        size="S"
        aria-label={label}
        placeholder={label}
        value={value}
        disabled={disabled}
        onChange={(chosen) => onChange(String(chosen))}
      >
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};
