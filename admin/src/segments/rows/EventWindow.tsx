import { IconButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { EventCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { stretchesIn, withStretches } from '../tree/figure';
import { without } from '../tree/without';
import { Amount } from './Amount';
import { DurationField } from './DurationField';
import { WithinField } from './WithinField';
import { Words } from './Words';

interface EventWindowProps {
  readonly leaf: EventCondition;
  readonly onChange: (leaf: EventCondition) => void;
}

/** [in the last] [30] [days], or in each of the last [4] stretches of [7] [days] */
export const EventWindow = ({ leaf, onChange }: EventWindowProps) => {
  const text = useText();
  const { disabled } = useFields();
  const { per } = leaf;
  if (per === undefined) {
    return <WithinField value={leaf.within} onChange={(within) => onChange({ ...leaf, within })} />;
  }
  const count = stretchesIn(leaf);
  const drop = () => onChange(without(leaf, 'per'));
  return (
    <>
      <Words>{text('builder.each')}</Words>
      <Amount
        label={text('builder.each.count')}
        value={count}
        onChange={(next) => onChange(withStretches(leaf, next, per))}
      />
      <Words>{text('builder.each.of')}</Words>
      <DurationField value={per} onChange={(next) => onChange(withStretches(leaf, count, next))} />
      {!disabled && (
        <IconButton label={text('builder.each.remove')} variant="ghost" size="S" onClick={drop}>
          <Cross />
        </IconButton>
      )}
    </>
  );
};
