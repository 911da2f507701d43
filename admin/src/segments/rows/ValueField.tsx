import { useEffect, useId, useState } from 'react';

import { Box, TextInput, Typography } from '@strapi/design-system';

import type { Json } from '../../../../plugin/src/json';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { shownValue, typedValue } from '../tree/typed-value';
import { Choice } from './Choice';
import { ListValueField } from './ListValueField';
import { Needed } from './Needed';
import { useSeenWords } from './useSeenWords';

interface ValueFieldProps {
  readonly value: Json;
  readonly takes: string;
  readonly examples: readonly Json[];
  readonly onChange: (value: Json) => void;
}

/** What a test compares with; values that were really seen are offered while typing. */
export const ValueField = ({ value, takes, examples, onChange }: ValueFieldProps) => {
  const text = useText();
  const { disabled, vocabulary } = useFields();
  const { suchAs } = useSeenWords();
  const offers = useId();
  const shown = shownValue(value);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  if (takes === 'yes or no') {
    return (
      <Choice
        label={text('builder.value')}
        value={String(value)}
        options={[
          { value: 'true', label: text('yes') },
          { value: 'false', label: text('no') },
        ]}
        onChange={(chosen) => onChange(chosen === 'true')}
      />
    );
  }
  if (takes === 'group') {
    const known = vocabulary.groups.map(({ key, name }) => ({ value: key, label: name }));
    if (value === '' && known.length === 0) {
      return <Typography textColor="neutral600">{text('builder.value.group.none')}</Typography>;
    }
    const isKnown = value === '' || known.some((group) => group.value === value);
    return (
      <Choice
        label={text('builder.value.group')}
        value={String(value)}
        options={isKnown ? known : [...known, { value: String(value), label: String(value) }]}
        onChange={onChange}
      />
    );
  }
  if (takes === 'list') {
    const list = Array.isArray(value) ? value : [];
    return <ListValueField value={list} examples={examples} onChange={onChange} />;
  }
  const hint = suchAs(examples);
  return (
    <Box width="14rem">
      <Needed empty={value === ''} say={text('builder.needed.value')}>
        <TextInput
          size="S"
          aria-label={text('builder.value')}
          placeholder={hint || text('builder.value')}
          list={offers}
          value={typed}
          disabled={disabled}
          onChange={(event: { target: { value: string } }) => {
            setTyped(event.target.value);
            onChange(typedValue(event.target.value, takes, examples));
          }}
          onBlur={() => onChange(typedValue(typed, takes, examples))}
        />
      </Needed>
      <datalist id={offers}>
        {examples.map((example) => (
          <option key={shownValue(example)} value={shownValue(example)} />
        ))}
      </datalist>
    </Box>
  );
};
