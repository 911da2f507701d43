import type { Filter } from '../../../../../plugin/src/conditions/condition';
import type { Json } from '../../../../../plugin/src/json';
import { useFields } from '../../../segments/FieldsContext';
import { useText } from '../../../shared/useText';
import { WhereField } from '../WhereField';
import type { OptionProps } from './option';
import { useEntryTypes } from './useEntryTypes';

/** Tests on an event's properties, or on the fields of an entry. */
export const WhereInput = ({ label, value, siblings, onChange }: OptionProps) => {
  const text = useText();
  const { vocabulary } = useFields();
  const types = useEntryTypes(siblings.type !== undefined);
  const fields = types.find(({ type }) => type === siblings.type)?.fields;
  const seen = vocabulary.events.find(({ name }) => name === siblings.name)?.properties ?? [];
  return (
    <WhereField
      label={label}
      where={value as Filter | undefined}
      names={fields?.map((name) => ({ name, examples: [] })) ?? seen}
      what={text(fields ? 'flows.where.field' : 'builder.property')}
      onChange={(where) => onChange(where as Json | undefined)}
    />
  );
};
