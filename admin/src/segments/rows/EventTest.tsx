import type { EventCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { testOf, type Amount } from '../tree/amount';
import { isValued, measureOf } from '../tree/figure';
import { propertyNames } from '../tree/seen';
import { NumberTest } from './NumberTest';
import { OperatorFields } from './OperatorFields';
import { Words } from './Words';

interface EventTestProps {
  readonly leaf: EventCondition;
  readonly amount: Amount;
  readonly onChange: (leaf: EventCondition) => void;
}

/** [at least] [3] times, [at least] [50] %, or for the first and the last [is] [red] */
export const EventTest = ({ leaf, amount, onChange }: EventTestProps) => {
  const text = useText();
  const { vocabulary } = useFields();
  const { measure, path } = measureOf(leaf);
  const set = (next: Amount) =>
    onChange(isValued(leaf) ? { ...leaf, value: testOf(next) } : { ...leaf, count: testOf(next) });
  if (measure === 'first' || measure === 'last') {
    const properties = propertyNames(vocabulary, leaf.name);
    const examples = properties.find(({ name }) => name === path)?.examples ?? [];
    return <OperatorFields test={amount} examples={examples} onChange={set} />;
  }
  return (
    <>
      {isValued(leaf) && <Words>{text('builder.is')}</Words>}
      <NumberTest test={amount} percent={leaf.of !== undefined} onChange={set} />
      {!isValued(leaf) && (
        <Words>{text('builder.times', { count: typeof amount.value === 'number' ? amount.value : 0 })}</Words>
      )}
    </>
  );
};
