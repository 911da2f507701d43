import { useState } from 'react';

import { Combobox, ComboboxOption, Flex, Typography } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';

import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import { Chip } from '../shared/Chip';
import { OptionLine } from '../shared/OptionLine';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import type { AudienceNames } from './useAudienceNames';

interface ViewSegmentsProps {
  readonly chosen: readonly string[];
  readonly conditions: readonly string[];
  readonly names: AudienceNames;
  readonly onChange: (segments: readonly string[]) => void;
}

const PAUSE = 200;
const MOST_OFFERED = 25;

/** Any set of segments, and the conditions of this page's blocks as if they held. */
export const ViewSegments = ({ chosen, conditions, names, onChange }: ViewSegmentsProps) => {
  const text = useText();
  const [typed, setTyped] = useState('');
  const search = useDebounce(typed, PAUSE);
  const found = useEndpoint(contentEndpoints.segments, { search: search || undefined, limit: MOST_OFFERED });
  const named = (found.answer?.data ?? []).map(({ key, name }) => ({ key, name }));
  const own = conditions
    .map((key) => ({ key, name: names.nameOf(key) }))
    .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  const offered = [...own, ...named].filter(({ key }) => !chosen.includes(key));
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Combobox
        size="S"
        aria-label={text('content.segments')}
        placeholder={text('content.choose')}
        value=""
        textValue={typed}
        onTextValueChange={(value) => setTyped(value ?? '')}
        autocomplete="none"
        noOptionsMessage={() => text('content.none-found')}
        onChange={(key) => {
          const one = offered.find((each) => each.key === key);
          if (!one) return;
          names.learn(one.key, one.name, names.conditionOf(one.key));
          onChange([...chosen, one.key]);
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
      {chosen.length > 0 && (
        <Flex gap={1} wrap="wrap">
          {chosen.map((key) => (
            <Chip
              key={key}
              label={text('content.take-off', { name: names.nameOf(key) })}
              onRemove={() => onChange(chosen.filter((one) => one !== key))}
            >
              {names.nameOf(key)}
            </Chip>
          ))}
        </Flex>
      )}
    </Flex>
  );
};
