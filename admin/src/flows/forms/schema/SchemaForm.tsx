import { Flex } from '@strapi/design-system';

import type { FlowDefinition } from '../../../../../plugin/src/flows/flow';
import type { Json } from '../../../../../plugin/src/json';
import { useFields } from '../../../segments/FieldsContext';
import { useText } from '../../../shared/useText';
import { blankOptions } from '../../draft/blank-options';
import { FieldFault } from './FieldFault';
import { AddButton, Inner } from './Inner';
import { inputs } from './inputs';
import type { OptionProps, Values } from './option';
import { fieldKind, labelOf, withOption, type FieldSchema } from './schema-field';

const GroupInput = ({ label, path, schema, value, needed, draft, onChange }: OptionProps) => {
  const { disabled } = useFields();
  if (value === undefined) {
    if (disabled) return null;
    const add = () => onChange(blankOptions(schema, draft.start));
    return <AddButton label={label} onAdd={add} />;
  }
  return (
    <Inner title={label} onRemove={disabled || needed ? undefined : () => onChange(undefined)}>
      <SchemaForm
        path={path}
        schema={schema}
        value={value as Values}
        draft={draft}
        onChange={(next) => onChange(next as Json)}
      />
    </Inner>
  );
};

const RowsInput = ({ path, schema, value, draft, onChange }: OptionProps) => {
  const text = useText();
  const { disabled } = useFields();
  const rows = (Array.isArray(value) ? value : []) as readonly Values[];
  const items = schema.items ?? {};
  const fresh = () => blankOptions(items, draft.start);
  const set = (next: readonly Values[]) => onChange(next as unknown as Json);
  const mayGo = !disabled && rows.length > (schema.minItems ?? 0);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {rows.map((row, index) => (
        <Inner key={index} onRemove={mayGo ? () => set(rows.filter((_, at) => at !== index)) : undefined}>
          <SchemaForm
            path={`${path}.${index}`}
            schema={items}
            value={row}
            draft={draft}
            onChange={(next) => set(rows.map((each, at) => (at === index ? next : each)))}
          />
        </Inner>
      ))}
      {!disabled && <AddButton label={text('flows.branch.add')} onAdd={() => set([...rows, fresh()])} />}
    </Flex>
  );
};

/** What holds further options is a form within the form. */
const all = { ...inputs, group: GroupInput, rows: RowsInput };

interface SchemaFormProps<V extends Values> {
  /** Where the options stand in the flow: `steps.wait`. */
  readonly path: string;
  /** JSON schema of the options. */
  readonly schema: FieldSchema;
  readonly value: V;
  readonly draft: FlowDefinition;
  readonly onChange: (value: V) => void;
}

/** A form for any options that have a schema: those of the kinds that come with the plugin, and of extensions. */
export const SchemaForm = <V extends Values>({
  path,
  schema,
  value,
  draft,
  onChange,
}: SchemaFormProps<V>) => (
  <>
    {Object.entries(schema.properties ?? {}).map(([name, field]) => {
      const Input = all[fieldKind(name, field)];
      return (
        <Flex key={name} direction="column" alignItems="stretch" gap={1}>
          <Input
            name={name}
            path={`${path}.${name}`}
            label={labelOf(name, field)}
            schema={field}
            value={value[name]}
            siblings={value}
            needed={(schema.required ?? []).includes(name)}
            draft={draft}
            onChange={(given) => onChange(withOption(value, name, given))}
          />
          <FieldFault path={`${path}.${name}`} />
        </Flex>
      );
    })}
  </>
);
