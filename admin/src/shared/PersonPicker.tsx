import { useState } from 'react';

import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { useEndpoint } from './useEndpoint';
import { useText } from './useText';

interface PersonPickerProps {
  readonly label: string;
  /** What stands in it where there is little room; the label, when left out. */
  readonly placeholder?: string;
  readonly value: string | undefined;
  readonly onChange: (profileId: string | undefined) => void;
}

const MOST_OFFERED = 20;
const PAUSE = 300;

/** Somebody real, found by name, e-mail or id. */
export const PersonPicker = ({ label, placeholder = label, value, onChange }: PersonPickerProps) => {
  const text = useText();
  // Whoever is chosen already is found by their id.
  const [typed, setTyped] = useState(value ?? '');
  const search = useDebounce(typed, PAUSE);
  const found = useEndpoint(profilesEndpoints.list, { search, pageSize: MOST_OFFERED });
  const people = found.answer?.data ?? [];
  /** Of two with one name, which. */
  const wordsOf = ({ id, name, email }: (typeof people)[number]): string => {
    const isAlone = people.every((other) => other.id === id || other.name !== name);
    if (!name || isAlone) return name || email || id;
    return `${name}, ${email || id}`;
  };
  return (
    <Combobox
      size="S"
      aria-label={label}
      placeholder={placeholder}
      value={value ?? ''}
      autocomplete="none"
      loading={found.loading}
      onInputChange={(event) => setTyped(event.currentTarget.value)}
      onChange={(id) => onChange(id || undefined)}
      onClear={() => {
        setTyped('');
        onChange(undefined);
      }}
      noOptionsMessage={() => text('people.none')}
    >
      {people.map((one) => (
        <ComboboxOption key={one.id} value={one.id} textValue={wordsOf(one)}>
          {one.name || one.email ? wordsOf(one) : text('people.unnamed')}
        </ComboboxOption>
      ))}
    </Combobox>
  );
};
