import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly hint?: string;
  readonly error?: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** One of several; a value that is not among them is offered too, since it stands in the flow. */
export const SelectField = (props: SelectFieldProps) => {
  const { name, label, value, options, hint, error, disabled, onChange } = props;
  const known = value === '' || options.some((option) => option.value === value);
  const offered = known ? options : [{ value, label: value }, ...options];
  return (
    <Field.Root name={name} hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <SingleSelect value={value} disabled={disabled} onChange={(chosen) => onChange(String(chosen))}>
        {offered.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
