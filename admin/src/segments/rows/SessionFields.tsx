import type { SessionCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { amountOf, testOf } from '../tree/amount';
import { without } from '../tree/without';
import { Choice } from './Choice';
import { NumberTest } from './NumberTest';
import { OtherFields } from './OtherFields';
import type { FieldsProps } from './row-of';
import { WhereFields } from './WhereFields';
import { WithinField } from './WithinField';
import { Words } from './Words';

const FIELDS = [
  { name: 'duration', examples: [30, 60, 300] },
  { name: 'pages', examples: [2, 5, 10] },
  { name: 'scroll', examples: [50, 90] },
  { name: 'bounce', examples: [true, false] },
  { name: 'campaign', examples: [] },
  { name: 'events', examples: [5, 20] },
] as const;

/** [visited] [at least] [3] times [in the last] [30] [days] [where pages are at least 5], or [the last visit] [where …] */
export const SessionFields = ({ leaf, onChange }: FieldsProps<SessionCondition>) => {
  const text = useText();
  const { which = 'any', where, within } = leaf;
  const amount = amountOf(leaf.count, { operator: '$gte', value: 1 });
  if (!amount) return <OtherFields leaf={leaf} onChange={onChange} />;
  const choose = (chosen: string) => {
    if (chosen === 'any') return onChange(without(leaf, 'which'));
    onChange({ ...without(leaf, 'count'), which: chosen === 'first' ? 'first' : 'last' });
  };
  return (
    <>
      <Choice
        label={text('builder.session.which')}
        value={which}
        options={(['any', 'last', 'first'] as const).map((one) => ({
          value: one,
          label: text(`builder.session.${one}`),
        }))}
        onChange={choose}
      />
      {which === 'any' && (
        <>
          <NumberTest test={amount} onChange={(next) => onChange({ ...leaf, count: testOf(next) })} />
          <Words>{text('builder.times', { count: Number(amount.value) })}</Words>
        </>
      )}
      <WithinField value={within} onChange={(next) => onChange({ ...leaf, within: next })} />
      <WhereFields
        where={where}
        names={FIELDS.map((field) => ({ ...field, label: text(`builder.session.field.${field.name}`) }))}
        label={text('builder.session.field')}
        addLabel={text('builder.where.add')}
        onChange={(next) => onChange({ ...leaf, where: next })}
      />
    </>
  );
};
