import { useEffect, useState } from 'react';

import { Combobox, ComboboxOption, Field } from '@strapi/design-system';

import { useText } from './useText';

interface NameFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly hint?: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
  /** Where it need not be said. */
  readonly onClear?: () => void;
}

/** A name out of those that were seen, or another one typed. */
export const NameField = ({
  name,
  label,
  value,
  names,
  hint,
  disabled,
  onChange,
  onClear,
}: NameFieldProps) => {
  const text = useText();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const offered = value === '' || names.includes(value) ? names : [value, ...names];
  return (
    <Field.Root name={name} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <Combobox
        value={value}
        textValue={typed}
        onTextValueChange={setTyped}
        disabled={disabled}
        creatable
        createMessage={(created) => text('builder.use', { name: created })}
        onCreateOption={(created) => created && onChange(created.trim())}
        onChange={(chosen) => chosen && onChange(chosen)}
        onClear={value === '' ? undefined : onClear}
      >
        {offered.map((each) => (
          <ComboboxOption key={each} value={each}>
            {each}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
    </Field.Root>
  );
};
