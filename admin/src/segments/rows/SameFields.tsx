import { IconButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { EventCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { without } from '../tree/without';
import { propertyNames } from '../tree/seen';
import { NamePicker } from './NamePicker';
import { Words } from './Words';

interface SameFieldsProps {
  readonly leaf: EventCondition;
  readonly by: string;
  readonly onChange: (leaf: EventCondition) => void;
}

/** with the same [product_id] */
export const SameFields = ({ leaf, by, onChange }: SameFieldsProps) => {
  const text = useText();
  const { vocabulary, disabled } = useFields();
  const drop = () => onChange(without(leaf, 'by'));
  return (
    <>
      <Words>{text('builder.same')}</Words>
      <NamePicker
        label={text('builder.same.label')}
        value={by}
        names={propertyNames(vocabulary, leaf.name)}
        width="15rem"
        onChange={(next) => onChange({ ...leaf, by: next })}
      />
      {!disabled && (
        <IconButton label={text('builder.same.remove')} variant="ghost" size="S" onClick={drop}>
          <Cross />
        </IconButton>
      )}
    </>
  );
};
