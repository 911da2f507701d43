import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  MultiSelect,
  MultiSelectOption,
  NumberInput,
  Typography,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import type { Json } from '../../../../plugin/src/json';
import { useText } from '../../shared/useText';
import { blankOptions, type StepOptions } from '../draft/blank-options';
import { JsonField } from './JsonField';
import { OftenChosen } from './OftenChosen';
import { choicesOf, fieldKind, labelOf, withOption, type FieldSchema } from './schema-field';
import { SelectField } from './SelectField';
import { useStepName } from './step-names';
import { TextField } from './TextField';

type Values = Readonly<Record<string, Json | undefined>>;

interface SchemaFormProps<V extends Values> {
  /** JSON schema of the options. */
  readonly schema: FieldSchema;
  readonly value: V;
  readonly draft: FlowDefinition;
  readonly disabled: boolean;
  readonly onChange: (value: V) => void;
}

interface OptionProps {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly value: Json | undefined;
  readonly needed: boolean;
  readonly draft: FlowDefinition;
  readonly disabled: boolean;
  readonly onChange: (value: Json | undefined) => void;
}

const YES = 'true';

const listed = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Json[]).map(String) : [];

/** A group of options that belong together, or a row of a list. */
const Inner = ({ title, children }: { readonly title?: string; readonly children: React.ReactNode }) => (
  <Box borderColor="neutral200" hasRadius padding={3}>
    <Flex direction="column" alignItems="stretch" gap={3}>
      {title && (
        <Typography variant="pi" fontWeight="bold">
          {title}
        </Typography>
      )}
      {children}
    </Flex>
  </Box>
);

const Rows = ({ schema, value, draft, disabled, onChange }: OptionProps) => {
  const text = useText();
  const rows = (Array.isArray(value) ? value : []) as readonly Values[];
  const items = schema.items ?? {};
  const fresh = () => blankOptions(items as StepOptions, draft.start);
  const set = (next: readonly Values[]) => onChange(next as unknown as Json);
  return (
    <>
      {rows.map((row, index) => (
        <Inner key={index}>
          <SchemaForm
            schema={items}
            value={row}
            draft={draft}
            disabled={disabled}
            onChange={(next) => set(rows.map((each, at) => (at === index ? next : each)))}
          />
          {!disabled && rows.length > (schema.minItems ?? 0) && (
            <Flex>
              <IconButton
                label={text('builder.remove')}
                variant="ghost"
                size="S"
                onClick={() => set(rows.filter((_, at) => at !== index))}
              >
                <Trash />
              </IconButton>
            </Flex>
          )}
        </Inner>
      ))}
      {!disabled && (
        <Flex>
          <Button variant="tertiary" size="S" startIcon={<Plus />} onClick={() => set([...rows, fresh()])}>
            {text('flows.branch.add')}
          </Button>
        </Flex>
      )}
    </>
  );
};

const Option = (props: OptionProps) => {
  const { name, schema, value, needed, draft, disabled, onChange } = props;
  const text = useText();
  const nameOf = useStepName();
  const label = labelOf(name, schema);
  const field = { name, label, disabled };
  const words = value === undefined || value === null ? '' : String(value as string | number | boolean);
  const none = needed ? [] : [{ value: '', label: '–' }];
  const kind = fieldKind(name, schema);

  if (kind === 'step') {
    const steps = Object.keys(draft.steps).map((each) => ({ value: each, label: nameOf(each) }));
    return <SelectField {...field} value={words} options={[...none, ...steps]} onChange={onChange} />;
  }
  if (kind === 'choice' || kind === 'switch') {
    const choices = kind === 'switch' ? [YES, 'false'] : (choicesOf(schema) ?? []);
    const set = (chosen: string) => onChange(kind === 'switch' && chosen !== '' ? chosen === YES : chosen);
    const options = [...none, ...choices.map((each) => ({ value: each, label: each }))];
    return <SelectField {...field} value={words} options={options} onChange={set} />;
  }
  if (kind === 'number') {
    return (
      <Field.Root name={name} required={needed}>
        <Field.Label>{label}</Field.Label>
        <NumberInput value={value as number | undefined} disabled={disabled} onValueChange={onChange} />
      </Field.Root>
    );
  }
  if (kind === 'choices') {
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
  }
  if (kind === 'texts') {
    const set = (typed: string) =>
      onChange(
        typed
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean),
      );
    return <TextField {...field} value={listed(value).join(', ')} onChange={set} />;
  }
  if (kind === 'group') {
    if (value === undefined) {
      return disabled ? null : (
        <Flex>
          <Button
            variant="tertiary"
            size="S"
            startIcon={<Plus />}
            onClick={() => onChange(blankOptions(schema as StepOptions, draft.start))}
          >
            {label}
          </Button>
        </Flex>
      );
    }
    return (
      <Inner title={label}>
        <SchemaForm
          schema={schema}
          value={value as Values}
          draft={draft}
          disabled={disabled}
          onChange={(next) => onChange(next as Json)}
        />
        {!disabled && !needed && (
          <Flex>
            <IconButton
              label={text('builder.remove')}
              variant="ghost"
              size="S"
              onClick={() => onChange(undefined)}
            >
              <Trash />
            </IconButton>
          </Flex>
        )}
      </Inner>
    );
  }
  if (kind === 'rows') return <Rows {...props} />;
  if (kind === 'json') return <JsonField {...field} value={value} onChange={onChange} />;
  const typedIn = <TextField {...field} value={words} onChange={onChange} />;
  return schema.examples ? (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {typedIn}
      <OftenChosen
        label={label}
        examples={schema.examples.map(String)}
        value={words}
        disabled={disabled}
        onChange={onChange}
      />
    </Flex>
  ) : (
    typedIn
  );
};

/** A form for any options that have a schema: kinds without a form of their own, and those that extensions bring. */
export const SchemaForm = <V extends Values>({
  schema,
  value,
  draft,
  disabled,
  onChange,
}: SchemaFormProps<V>) => (
  <>
    {Object.entries(schema.properties ?? {}).map(([name, field]) => (
      <Option
        key={name}
        name={name}
        schema={field}
        value={value[name]}
        needed={(schema.required ?? []).includes(name)}
        draft={draft}
        disabled={disabled}
        onChange={(given) => onChange(withOption(value, name, given))}
      />
    ))}
  </>
);
