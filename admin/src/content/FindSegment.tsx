import { useState } from 'react';

import { Combobox, ComboboxOption, Typography } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';

import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import { OptionLine } from '../shared/OptionLine';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';

interface Found {
  readonly key: string;
  readonly name: string;
}

interface FindSegmentProps {
  readonly label: string;
  readonly placeholder: string;
  /** What else may be found by its name, before the segments. */
  readonly others?: readonly Found[];
  /** Keys that are not offered. */
  readonly except?: readonly string[];
  readonly onFound: (found: Found) => void;
}

const PAUSE = 200;
const MOST_OFFERED = 25;
const NONE: readonly never[] = [];

/** Any segment by its name; what is found is handed on, and the field is empty again. */
export const FindSegment = (props: FindSegmentProps) => {
  const { label, placeholder, others = NONE, except = NONE, onFound } = props;
  const text = useText();
  const [typed, setTyped] = useState('');
  const search = useDebounce(typed, PAUSE);
  const { answer } = useEndpoint(contentEndpoints.segments, {
    search: search || undefined,
    limit: MOST_OFFERED,
  });
  const alike = others.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  const offered = [...alike, ...(answer?.data ?? [])].filter(({ key }) => !except.includes(key));
  return (
    <Combobox
      size="S"
      aria-label={label}
      placeholder={placeholder}
      value=""
      textValue={typed}
      onTextValueChange={(value) => setTyped(value ?? '')}
      autocomplete="none"
      noOptionsMessage={() => text('content.none-found')}
      onChange={(chosen) => {
        const found = offered.find(({ key }) => key === chosen);
        if (!found) return;
        onFound({ key: found.key, name: found.name });
        // The field writes what was chosen into itself first.
        setTimeout(() => setTyped(''));
      }}
    >
      {offered.map(({ key, name }) => (
        <ComboboxOption key={key} value={key} textValue={name}>
          <OptionLine>
            <Typography tag="div" ellipsis>
              {name}
            </Typography>
          </OptionLine>
        </ComboboxOption>
      ))}
    </Combobox>
  );
};
