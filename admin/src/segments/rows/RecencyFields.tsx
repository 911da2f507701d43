import type { RecencyCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { amountOf, testOf } from '../tree/amount';
import { eventNames, propertyNames } from '../tree/seen';
import { Choice } from './Choice';
import { DurationField } from './DurationField';
import { NamePicker } from './NamePicker';
import { OtherFields } from './OtherFields';
import type { FieldsProps } from './row-of';
import { WhereFields } from './WhereFields';
import { Words } from './Words';

const OPERATORS = ['$lt', '$lte', '$gt', '$gte'] as const;

/** [the last] [Order Completed] [was less than] [7] [days] ago */
export const RecencyFields = ({ leaf, onChange }: FieldsProps<RecencyCondition>) => {
  const text = useText();
  const { vocabulary } = useFields();
  const amount = amountOf(leaf.value, { operator: '$lt', value: '7d' });
  if (!amount) return <OtherFields leaf={leaf} onChange={onChange} />;
  const properties = propertyNames(vocabulary, leaf.name);
  return (
    <>
      <Choice
        label={text('builder.which')}
        value={leaf.which ?? 'last'}
        options={[
          { value: 'last', label: text('builder.last') },
          { value: 'first', label: text('builder.first') },
        ]}
        onChange={(which) => onChange({ ...leaf, which: which === 'first' ? 'first' : 'last' })}
      />
      <NamePicker
        label={text('builder.event')}
        value={leaf.name}
        names={[{ name: '*', label: text('builder.event.any') }, ...eventNames(vocabulary)]}
        onChange={(name) => onChange({ ...leaf, name })}
      />
      <Choice
        label={text('builder.compare')}
        value={amount.operator}
        options={OPERATORS.map((operator) => ({ value: operator, label: text(`builder.was.${operator}`) }))}
        onChange={(operator) => onChange({ ...leaf, value: testOf({ ...amount, operator }) })}
      />
      <DurationField
        value={String(amount.value)}
        onChange={(value) => onChange({ ...leaf, value: testOf({ ...amount, value }) })}
      />
      <Words>{text('builder.ago')}</Words>
      <WhereFields
        where={leaf.where}
        names={properties}
        label={text('builder.property')}
        addLabel={text('builder.where.add')}
        onChange={(where) => onChange({ ...leaf, where })}
      />
    </>
  );
};
