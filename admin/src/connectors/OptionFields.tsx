import {
  Checkbox,
  Field,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';

import { optionFields, type OptionField } from './option-fields';

type Value = string | number | boolean;
export type OptionValues = Record<string, Value>;

interface OptionFieldsProps {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly values: OptionValues;
  readonly disabled?: boolean;
  readonly onChange: (values: OptionValues) => void;
}

interface InputProps {
  readonly field: OptionField;
  readonly value?: Value;
  readonly disabled: boolean;
  readonly set: (value: Value) => void;
}

const Input = ({ field, value, disabled, set }: InputProps) => {
  switch (field.type) {
    case 'flag':
      return (
        <Checkbox
          checked={value === true}
          disabled={disabled}
          onCheckedChange={(checked) => set(checked === true)}
        >
          {field.hint ?? field.label}
        </Checkbox>
      );
    case 'number':
      return (
        <NumberInput
          value={Number(value ?? 0)}
          disabled={disabled}
          onValueChange={(next) => set(next ?? 0)}
        />
      );
    case 'choice':
      return (
        <SingleSelect value={String(value ?? '')} disabled={disabled} onChange={(next) => set(String(next))}>
          {(field.choices ?? []).map((choice) => (
            <SingleSelectOption key={choice} value={choice}>
              {choice}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      );
    case 'text':
      return (
        <TextInput
          value={String(value ?? '')}
          disabled={disabled}
          onChange={(event: { target: { value: string } }) => set(event.target.value)}
        />
      );
  }
};

/** The form of a kind's options, drawn from their schema. */
export const OptionFields = ({ schema, values, disabled = false, onChange }: OptionFieldsProps) => (
  <>
    {optionFields(schema).map((field) => (
      <Field.Root key={field.name} name={field.name} hint={field.type === 'flag' ? undefined : field.hint}>
        <Field.Label>{field.label}</Field.Label>
        <Input
          field={field}
          value={values[field.name] ?? field.byDefault}
          disabled={disabled}
          set={(value) => onChange({ ...values, [field.name]: value })}
        />
        <Field.Hint />
      </Field.Root>
    ))}
  </>
);
