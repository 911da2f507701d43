import { Checkbox, Field, MultiSelect, MultiSelectOption } from '@strapi/design-system';

import { useFields } from '../../../segments/FieldsContext';
import { SelectField } from '../SelectField';
import { useStepName } from '../step-names';
import { listed, wordsOf, type OptionProps } from './option';
import { choicesOf, hintOf } from './schema-field';

/** What stands for leaving it out. */
const NONE = { value: '', label: '–' };

/** One of the flow's steps, of this kind where one is said. */
const stepInput =
  (kind?: string) =>
  ({ name, label, value, needed, draft, onChange }: OptionProps): JSX.Element => {
    const { disabled } = useFields();
    const nameOf = useStepName();
    const steps = Object.entries(draft.steps)
      .filter(([, step]) => kind === undefined || step.kind === kind)
      .map(([each]) => ({ value: each, label: nameOf(each) }));
    const options = needed ? steps : [NONE, ...steps];
    return <SelectField {...{ name, label, disabled, options, onChange }} value={wordsOf(value)} />;
  };

export const StepInput = stepInput();
/** A step that sends a mail. */
export const MailInput = stepInput('send-email');

export const ChoiceInput = ({ name, label, schema, value, needed, onChange }: OptionProps) => {
  const { disabled } = useFields();
  const choices = (choicesOf(schema) ?? []).map((each) => ({
    value: each,
    label: schema.words?.[each] ?? each,
  }));
  const options = needed ? choices : [NONE, ...choices];
  return (
    <SelectField
      {...{ name, label, disabled, options, onChange }}
      hint={hintOf(schema)}
      value={wordsOf(value)}
    />
  );
};

export const ChoicesInput = ({ name, label, schema, value, needed, onChange }: OptionProps) => {
  const { disabled } = useFields();
  return (
    <Field.Root name={name} required={needed}>
      <Field.Label>{label}</Field.Label>
      <MultiSelect
        value={[...listed(value)]}
        disabled={disabled}
        withTags
        onChange={(chosen: string[]) => onChange(chosen)}
      >
        {(choicesOf(schema.items ?? {}) ?? []).map((each) => (
          <MultiSelectOption key={each} value={each}>
            {each}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </Field.Root>
  );
};

/** One that is left out when it is not ticked, unless it must be said. */
export const SwitchInput = ({ label, value, needed, onChange }: OptionProps) => {
  const { disabled } = useFields();
  return (
    <Checkbox
      checked={value === true}
      disabled={disabled}
      onCheckedChange={(checked) => onChange(checked === true ? true : needed ? false : undefined)}
    >
      {label}
    </Checkbox>
  );
};
