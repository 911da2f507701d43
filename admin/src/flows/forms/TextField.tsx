import { Field, TextInput } from '@strapi/design-system';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

export const TextField = ({ name, label, value, hint, placeholder, disabled, onChange }: TextFieldProps) => (
  <Field.Root name={name} hint={hint}>
    <Field.Label>{label}</Field.Label>
    <TextInput
      value={value}
      placeholder={placeholder}
      disabled={disabled}
      onChange={(event: { target: { value: string } }) => onChange(event.target.value)}
    />
    <Field.Hint />
  </Field.Root>
);
