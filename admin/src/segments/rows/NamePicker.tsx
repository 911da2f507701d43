import { useEffect, useState } from 'react';

import { Box, Combobox, ComboboxOption, Typography } from '@strapi/design-system';

import { OptionLine } from '../../shared/OptionLine';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import type { PickableName } from '../tree/seen';
import { Needed } from './Needed';
import { useSeenWords } from './useSeenWords';

interface NamePickerProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly PickableName[];
  readonly onChange: (name: string) => void;
  readonly width?: string;
}

/** Offers what was really seen, most used first; a name that was never seen can be typed. */
export const NamePicker = ({ label, value, names, onChange, width = '21.6rem' }: NamePickerProps) => {
  const text = useText();
  const { counted, suchAs } = useSeenWords();
  const { disabled } = useFields();
  const known = names.some(({ name }) => name === value);
  const shownValue = names.find(({ name }) => name === value)?.label ?? value;
  const [typed, setTyped] = useState(shownValue);
  useEffect(() => setTyped(shownValue), [shownValue]);
  const offered = known || value === '' ? names : [{ name: value }, ...names];
  return (
    <Box width={width}>
      <Needed empty={value === ''} say={text('builder.needed.choose')}>
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
          {offered.map(({ name, label: shown = name, seen, examples = [] }) => (
            <ComboboxOption key={name} value={name} textValue={shown}>
              <OptionLine>
                <Typography tag="div" ellipsis>
                  {shown}
                </Typography>
                {seen && (
                  <Typography tag="div" variant="pi" textColor="neutral600">
                    {counted(seen)}
                  </Typography>
                )}
                {examples.length > 0 && (
                  <Typography tag="div" variant="pi" textColor="neutral600" ellipsis>
                    {suchAs(examples)}
                  </Typography>
                )}
              </OptionLine>
            </ComboboxOption>
          ))}
        </Combobox>
      </Needed>
    </Box>
  );
};
