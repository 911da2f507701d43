import { Checkbox, Field, MultiSelect, MultiSelectOption } from '@strapi/design-system';

import { useFields } from '../../../segments/FieldsContext';
import { useText, type TextKey } from '../../../shared/useText';
import { SelectField } from '../SelectField';
import { useStepName } from '../step-names';
import { listed, wordsOf, type OptionProps } from './option';
import { hintOf, wordedChoices } from './schema-field';

/** One of the flow's steps, of this kind where one is said; `none` says what holds without one. */
const stepInput =
  (none: TextKey, kind?: string) =>
  ({ name, label, value, needed, draft, onChange }: OptionProps): JSX.Element => {
    const text = useText();
    const { disabled } = useFields();
    const nameOf = useStepName();
    const steps = Object.entries(draft.steps)
      .filter(([, step]) => kind === undefined || step.kind === kind)
      .map(([each]) => ({ value: each, label: nameOf(each) }));
    const options = needed ? steps : [{ value: '', label: text(none) }, ...steps];
    return <SelectField {...{ name, label, disabled, options, onChange }} value={wordsOf(value)} />;
  };

export const StepInput = stepInput('flows.step.none');
/** A step that sends a mail. */
export const MailInput = stepInput('flows.step.any-mail', 'send-email');

/** Where nothing is chosen, what holds then is shown as chosen. */
export const ChoiceInput = ({ name, label, schema, value, needed, onChange }: OptionProps) => {
  const text = useText();
  const { disabled } = useFields();
  const choices = wordedChoices(schema);
  const isSaid = needed || schema.default !== undefined;
  const options = isSaid ? choices : [{ value: '', label: text('none') }, ...choices];
  return (
    <SelectField
      {...{ name, label, disabled, options, onChange }}
      hint={hintOf(schema)}
      value={wordsOf(value ?? schema.default)}
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
        {wordedChoices(schema.items ?? {}).map((each) => (
          <MultiSelectOption key={each.value} value={each.value}>
            {each.label}
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
