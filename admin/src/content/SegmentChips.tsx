import { useState } from 'react';

import { Button, Combobox, ComboboxOption, Field, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useDebounce } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import { Chip } from '../shared/Chip';
import { OptionLine } from '../shared/OptionLine';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { NewSegmentSheet } from './NewSegmentSheet';
import type { AudienceNames } from './useAudienceNames';

interface SegmentChipsProps {
  readonly names: AudienceNames;
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (segments: readonly string[]) => void;
}

const PAUSE = 200;
const MOST_OFFERED = 25;

/** The segments as chips, each found by typing; one that no longer exists stays until somebody takes it off. */
export const SegmentChips = ({ names, chosen, disabled, onChange }: SegmentChipsProps) => {
  const text = useText();
  const intl = useIntl();
  const mayMake = useMay('segments.update');
  const [making, setMaking] = useState(false);
  const [typed, setTyped] = useState('');
  const search = useDebounce(typed, PAUSE);
  const found = useEndpoint(
    contentEndpoints.segments,
    names.may ? { search: search || undefined, limit: MOST_OFFERED } : null,
  );
  const offered = (found.answer?.data ?? []).filter(({ key }) => !chosen.includes(key));
  const unknown = chosen.filter(names.isUnknown);
  const take = (key: string, name: string) => {
    names.learn(key, name);
    onChange([...chosen, key]);
    // The field writes what was chosen into itself first.
    setTimeout(() => setTyped(''));
  };
  return (
    <Field.Root
      name="segments"
      error={
        unknown.length > 0
          ? text('content.unknown', { names: unknown.map(names.nameOf).join(', ') })
          : undefined
      }
    >
      <Field.Label>{text('content.segments')}</Field.Label>
      {chosen.length > 0 && (
        <Flex gap={1} wrap="wrap" tag="ul" paddingBottom={1} aria-label={text('content.segments')}>
          {chosen.map((key) => (
            <li key={key}>
              <Chip
                label={text('content.take-off', { name: names.nameOf(key) })}
                // Who may not choose others could not put it back.
                disabled={disabled || !names.may}
                onRemove={() => onChange(chosen.filter((one) => one !== key))}
              >
                {names.nameOf(key)}
              </Chip>
            </li>
          ))}
        </Flex>
      )}
      {names.may ? (
        <Combobox
          value=""
          textValue={typed}
          onTextValueChange={(value) => setTyped(value ?? '')}
          autocomplete="none"
          placeholder={text('content.choose')}
          disabled={disabled}
          loading={found.loading && offered.length === 0}
          loadingMessage={text('loading')}
          noOptionsMessage={() => text(typed === '' ? 'content.none' : 'content.none-found')}
          onChange={(key) => {
            const one = offered.find((each) => each.key === key);
            if (one) take(one.key, one.name);
          }}
        >
          {offered.map(({ key, name, size, atMost }) => (
            <ComboboxOption key={key} value={key} textValue={name}>
              <OptionLine
                beside={
                  <Typography variant="pi" textColor="neutral600">
                    {atMost
                      ? text('content.at-most', { size: intl.formatNumber(size) })
                      : intl.formatNumber(size)}
                  </Typography>
                }
              >
                <Typography tag="div" ellipsis>
                  {name}
                </Typography>
              </OptionLine>
            </ComboboxOption>
          ))}
        </Combobox>
      ) : (
        <Typography textColor="neutral600">{text('content.may-not-see')}</Typography>
      )}
      <Field.Error />
      {mayMake && names.may && !disabled && (
        <Flex paddingTop={1}>
          <Button variant="tertiary" size="S" startIcon={<Plus />} onClick={() => setMaking(true)}>
            {text('content.make')}
          </Button>
        </Flex>
      )}
      {making && (
        <NewSegmentSheet
          onClose={() => setMaking(false)}
          onMade={({ key, name }) => {
            setMaking(false);
            take(key, name);
          }}
        />
      )}
    </Field.Root>
  );
};
