import { Field, TextInput } from '@strapi/design-system';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly error?: string;
  readonly maxLength?: number;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** One line of text, with its label, what it is for and what it lacks. */
export const TextField = ({ name, label, hint, required, error, onChange, ...input }: TextFieldProps) => (
  <Field.Root name={name} hint={hint} required={required} error={error}>
    <Field.Label>{label}</Field.Label>
    <TextInput {...input} onChange={(event: { target: { value: string } }) => onChange(event.target.value)} />
    <Field.Hint />
    <Field.Error />
  </Field.Root>
);
