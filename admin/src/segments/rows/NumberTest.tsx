import { useText } from '../../shared/useText';
import type { Amount as AmountTest } from '../tree/amount';
import { Amount } from './Amount';
import { Choice } from './Choice';
import { PercentField } from './PercentField';

interface NumberTestProps {
  readonly test: AmountTest;
  /** Whether the number is a share, shown in percent. */
  readonly percent?: boolean;
  readonly onChange: (test: AmountTest) => void;
}

const OPERATORS = ['$gte', '$lte', '$eq', '$gt', '$lt'] as const;

/** [at least] [3] */
export const NumberTest = ({ test, percent = false, onChange }: NumberTestProps) => {
  const text = useText();
  const value = typeof test.value === 'number' ? test.value : 0;
  const set = (next: number) => onChange({ ...test, value: next });
  return (
    <>
      <Choice
        label={text('builder.compare')}
        value={test.operator}
        options={OPERATORS.map((operator) => ({ value: operator, label: text(`builder.count.${operator}`) }))}
        onChange={(operator) => onChange({ ...test, operator })}
      />
      {percent ? (
        <PercentField label={text('builder.howmany')} value={value} onChange={set} />
      ) : (
        <Amount label={text('builder.howmany')} value={value} onChange={set} />
      )}
    </>
  );
};
