import type { Leaf } from '../../../../plugin/src/conditions/condition';
import type { JsonObject } from '../../../../plugin/src/json';
import { useText } from '../../shared/useText';
import { JsonField } from './JsonField';
import type { FieldsProps } from './row-of';

/** A condition that has no fields of its own, as its JSON; what its kind finds wrong stands below the row. */
export const OtherFields = ({ leaf, onChange }: FieldsProps) => {
  const text = useText();
  return (
    <JsonField
      label={text('builder.json')}
      hint={text('builder.other')}
      value={leaf as unknown as JsonObject}
      check={({ kind }) => (typeof kind === 'string' ? undefined : text('builder.json.kind'))}
      onChange={(value) => onChange(value as unknown as Leaf)}
    />
  );
};
