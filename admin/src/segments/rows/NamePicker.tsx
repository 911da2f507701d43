import { useEffect, useState } from 'react';

import { Box, Combobox, ComboboxOption, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Json } from '../../../../plugin/src/json';
import { OptionLine } from '../../shared/OptionLine';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { shownValue as valueShown } from '../tree/typed-value';

export interface PickableName {
  readonly name: string;
  /** Shown in place of the name. */
  readonly label?: string;
  /** How often it was seen. */
  readonly count?: number;
  /** A few values that were really seen. */
  readonly examples?: readonly Json[];
}

interface NamePickerProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly PickableName[];
  readonly onChange: (name: string) => void;
  readonly width?: string;
}

const NONE: readonly Json[] = [];
const MOST_EXAMPLES = 3;

/** Offers what was really seen, most used first; a name that was never seen can be typed. */
export const NamePicker = ({ label, value, names, onChange, width = '21.6rem' }: NamePickerProps) => {
  const text = useText();
  const intl = useIntl();
  const { disabled } = useFields();
  const known = names.some(({ name }) => name === value);
  const shownValue = names.find(({ name }) => name === value)?.label ?? value;
  const [typed, setTyped] = useState(shownValue);
  useEffect(() => setTyped(shownValue), [shownValue]);
  const offered = known || value === '' ? names : [{ name: value }, ...names];
  return (
    <Box width={width}>
      <Combobox
        size="S"
        aria-label={label}
        placeholder={label}
        value={value}
        textValue={typed}
        onTextValueChange={setTyped}
        disabled={disabled}
        creatable
        // What is offered anyway is chosen, not used: else the arrow key led to "Use" first.
        creatableDisabled={offered.some(({ name, label: shown = name }) => shown === typed)}
        createMessage={(typed) => text('builder.use', { name: typed })}
        onCreateOption={(typed) => typed && onChange(typed.trim())}
        onChange={(name) => name && onChange(name)}
        noOptionsMessage={() => text('builder.nothing.seen')}
      >
        {offered.map(({ name, label: shown = name, count, examples = NONE }) => (
          <ComboboxOption key={name} value={name} textValue={shown}>
            <OptionLine
              beside={
                count !== undefined && (
                  <Typography variant="pi" textColor="neutral600">
                    {intl.formatNumber(count)}
                  </Typography>
                )
              }
            >
              <Typography tag="div" ellipsis>
                {shown}
              </Typography>
              {examples.length > 0 && (
                <Typography tag="div" variant="pi" textColor="neutral600" ellipsis>
                  {examples.slice(0, MOST_EXAMPLES).map(valueShown).join(', ')}
                </Typography>
              )}
            </OptionLine>
          </ComboboxOption>
        ))}
      </Combobox>
    </Box>
  );
};
