import { useId, useState, type KeyboardEvent } from 'react';

import { Box, Flex, TextInput } from '@strapi/design-system';

import type { Json } from '../../../../plugin/src/json';
import { Chip } from '../../shared/Chip';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { shownValue, typedValue } from '../tree/typed-value';
import { Needed } from './Needed';
import { useSeenWords } from './useSeenWords';

interface ListValueFieldProps {
  readonly value: readonly Json[];
  readonly examples: readonly Json[];
  readonly onChange: (value: Json) => void;
}

/** [DE ×] [AT ×] and a field for the next one; a comma, Enter or leaving the field adds what stands in it. */
export const ListValueField = ({ value, examples, onChange }: ListValueFieldProps) => {
  const text = useText();
  const { disabled } = useFields();
  const { suchAs } = useSeenWords();
  const offers = useId();
  const [typed, setTyped] = useState('');
  const add = (words: string) => {
    const more = typedValue(words, 'list', examples) as readonly Json[];
    const fresh = more.filter((one) => !value.includes(one));
    if (fresh.length > 0) onChange([...value, ...new Set(fresh)]);
  };
  const type = (words: string) => {
    const end = words.lastIndexOf(',');
    if (end >= 0) add(words.slice(0, end));
    setTyped(words.slice(end + 1).trimStart());
  };
  const leave = () => {
    add(typed);
    setTyped('');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      leave();
    } else if (event.key === 'Backspace' && typed === '' && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  };
  const offered = examples.filter((example) => !value.includes(example));
  const hint = suchAs(offered);
  return (
    <Flex gap={1} wrap="wrap">
      {value.map((one, at) => (
        <Chip
          key={JSON.stringify(one)}
          label={text('name.remove', { name: shownValue(one) })}
          disabled={disabled}
          onRemove={() => onChange(value.filter((_, other) => other !== at))}
        >
          {shownValue(one)}
        </Chip>
      ))}
      {!disabled && (
        <Box width="14rem">
          <Needed empty={value.length === 0} say={text('builder.needed.list')}>
            <TextInput
              size="S"
              aria-label={text('builder.value')}
              placeholder={value.length > 0 ? text('builder.value.next') : hint || text('builder.value.list')}
              list={offers}
              value={typed}
              onChange={(event: { target: { value: string } }) => type(event.target.value)}
              onKeyDown={press}
              onBlur={leave}
            />
          </Needed>
          <datalist id={offers}>
            {offered.map((example) => (
              <option key={shownValue(example)} value={shownValue(example)} />
            ))}
          </datalist>
        </Box>
      )}
    </Flex>
  );
};
