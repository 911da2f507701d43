import { Field, Flex, NumberInput } from '@strapi/design-system';

import { useFields } from '../../../segments/FieldsContext';
import { JsonField } from '../JsonField';
import { OftenChosen } from '../OftenChosen';
import { TextField } from '../../../shared/TextField';
import { listed, wordsOf, type OptionProps } from './option';
import { hintOf } from './schema-field';

export const TextInput = ({ name, label, schema, value, onChange }: OptionProps) => {
  const { disabled } = useFields();
  const field = { label, disabled, value: wordsOf(value), onChange };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <TextField name={name} hint={hintOf(schema)} {...field} />
      {schema.examples && <OftenChosen examples={schema.examples.map(String)} {...field} />}
    </Flex>
  );
};

export const TextsInput = ({ name, label, value, onChange }: OptionProps) => {
  const { disabled } = useFields();
  const set = (typed: string) =>
    onChange(
      typed
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    );
  return (
    <TextField
      name={name}
      label={label}
      disabled={disabled}
      value={listed(value).join(', ')}
      onChange={set}
    />
  );
};

export const NumberOption = ({ name, label, schema, value, needed, onChange }: OptionProps) => {
  const { disabled } = useFields();
  return (
    <Field.Root name={name} required={needed} hint={hintOf(schema)}>
      <Field.Label>{label}</Field.Label>
      <NumberInput value={value as number | undefined} disabled={disabled} onValueChange={onChange} />
      <Field.Hint />
    </Field.Root>
  );
};

export const JsonInput = ({ name, label, value, onChange }: OptionProps) => {
  const { disabled } = useFields();
  return <JsonField {...{ name, label, value, disabled, onChange }} />;
};
