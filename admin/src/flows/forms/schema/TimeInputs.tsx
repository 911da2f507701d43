import { Field, Flex, TimePicker } from '@strapi/design-system';

import { useFields } from '../../../segments/FieldsContext';
import { useText } from '../../../shared/useText';
import { DurationInput } from '../DurationInput';
import { OftenChosen } from '../OftenChosen';
import { OptionalDuration } from '../OptionalDuration';
import { wordsOf, type OptionProps } from './option';
import { hintOf } from './schema-field';

const USUAL = '1d';

export const DurationOption = ({ name, label, schema, value, needed, onChange }: OptionProps) => {
  const text = useText();
  const { disabled } = useFields();
  const words = wordsOf(value);
  const field = { name, label, disabled, onChange };
  if (!needed) {
    const asked = { asks: label, usual: wordsOf(schema.default) || USUAL, value: words || undefined };
    return <OptionalDuration {...field} {...asked} label={text('flows.how-long')} />;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <DurationInput {...field} value={words} />
      {schema.examples && <OftenChosen {...field} examples={schema.examples.map(String)} value={words} />}
    </Flex>
  );
};

/** 09:00; emptied, it is left out. */
export const TimeInput = ({ name, label, schema, value, needed, onChange }: OptionProps) => {
  const { disabled } = useFields();
  return (
    <Field.Root name={name} required={needed} hint={hintOf(schema)}>
      <Field.Label>{label}</Field.Label>
      <TimePicker
        value={wordsOf(value)}
        disabled={disabled}
        onChange={(time) => onChange(time)}
        onClear={() => onChange(undefined)}
      />
      <Field.Hint />
    </Field.Root>
  );
};
