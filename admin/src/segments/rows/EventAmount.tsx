import type { EventCondition, Leaf } from '../../../../plugin/src/conditions/condition';
import type { VocabularyName } from '../../../../plugin/src/conditions/endpoints';
import { useText } from '../../shared/useText';
import { testOf, type Amount as AmountTest } from '../tree/amount';
import { Amount } from './Amount';
import { Choice } from './Choice';
import { NamePicker } from './NamePicker';
import { Words } from './Words';

interface EventAmountProps {
  readonly leaf: EventCondition;
  readonly amount: AmountTest;
  readonly properties: readonly VocabularyName[];
  readonly onChange: (leaf: Leaf) => void;
}

const OPERATORS = ['$gte', '$lte', '$eq', '$gt', '$lt'] as const;

/** [at least] [3] times, or [its] [total] [adds up to more than] [200] */
export const EventAmount = ({ leaf, amount, properties, onChange }: EventAmountProps) => {
  const text = useText();
  const sums = leaf.sum !== undefined;
  const set = (next: AmountTest) =>
    onChange(sums ? { ...leaf, value: testOf(next) } : { ...leaf, count: testOf(next) });
  const number = typeof amount.value === 'number' ? amount.value : 0;
  return (
    <>
      {sums && (
        <NamePicker
          label={text('builder.property')}
          value={leaf.sum ?? ''}
          names={properties}
          width="15rem"
          onChange={(sum) => onChange({ ...leaf, sum })}
        />
      )}
      <Choice
        label={text('builder.compare')}
        value={amount.operator}
        options={OPERATORS.map((operator) => ({ value: operator, label: text(`builder.count.${operator}`) }))}
        onChange={(operator) => set({ ...amount, operator })}
      />
      <Amount
        label={text('builder.howmany')}
        value={number}
        onChange={(value) => set({ ...amount, value })}
      />
      {!sums && <Words>{text('builder.times', { count: number })}</Words>}
    </>
  );
};
