import { useState } from 'react';

import { Combobox, ComboboxOption, Typography } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';

import { contentEndpoints } from '../../../../plugin/src/content/endpoints';
import { OptionLine } from '../../shared/OptionLine';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

const PAUSE = 200;
const MOST_OFFERED = 25;

/** Any segment by its name, for one that no block names: its people see pages too. */
export const FindSegment = ({ onFound }: { readonly onFound: (key: string) => void }) => {
  const text = useText();
  const [typed, setTyped] = useState('');
  const search = useDebounce(typed, PAUSE);
  const { answer } = useEndpoint(contentEndpoints.segments, {
    search: search || undefined,
    limit: MOST_OFFERED,
  });
  const offered = answer?.data ?? [];
  return (
    <Combobox
      size="S"
      aria-label={text('map.segments.find')}
      placeholder={text('map.segments.find')}
      value=""
      textValue={typed}
      onTextValueChange={(value) => setTyped(value ?? '')}
      autocomplete="none"
      noOptionsMessage={() => text('content.none-found')}
      onChange={(key) => {
        if (!offered.some((each) => each.key === key)) return;
        onFound(key);
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
