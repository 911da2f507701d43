import type { EventCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { amountOf } from '../tree/amount';
import { Choice } from './Choice';
import { EventAmount } from './EventAmount';
import { NamePicker } from './NamePicker';
import { OtherFields } from './OtherFields';
import type { FieldsProps } from './row-of';
import { WhereFields } from './WhereFields';
import { WithinField } from './WithinField';

const ONCE = { operator: '$gte', value: 1 };

/** Whether a condition has parts that this row has no fields for. */
const wantsMore = (leaf: EventCondition): boolean =>
  [leaf.average, leaf.min, leaf.max, leaf.distinct, leaf.first, leaf.last, leaf.by, leaf.per, leaf.of].some(
    (part) => part !== undefined,
  );

/** [has done] [Order Completed] [at least] [3] times [in the last] [30] [days] [where total is more than 50] */
export const EventFields = ({ leaf, onChange }: FieldsProps<EventCondition>) => {
  const text = useText();
  const { vocabulary } = useBuilder();
  const sums = leaf.sum !== undefined;
  const amount = amountOf(sums ? leaf.value : leaf.count, ONCE);
  if (!amount || wantsMore(leaf)) return <OtherFields leaf={leaf} />;
  const properties = vocabulary.events.find(({ name }) => name === leaf.name)?.properties ?? [];
  const { kind, name, where, within } = leaf;
  const rest: EventCondition = { kind, name, where, within };
  const choose = (what: string) =>
    onChange(what === 'sum' ? { ...rest, sum: '', value: { $gt: 0 } } : { ...rest, count: { $gte: 1 } });
  return (
    <>
      <Choice
        label={text('builder.measure')}
        value={sums ? 'sum' : 'count'}
        options={[
          { value: 'count', label: text('builder.done') },
          { value: 'sum', label: text('builder.sum') },
        ]}
        onChange={choose}
      />
      <NamePicker
        label={text('builder.event')}
        value={leaf.name}
        names={[...vocabulary.events, { name: '*', label: text('builder.event.any') }]}
        onChange={(name) => onChange({ ...leaf, name })}
      />
      <EventAmount leaf={leaf} amount={amount} properties={properties} onChange={onChange} />
      <WithinField value={leaf.within} onChange={(within) => onChange({ ...leaf, within })} />
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
