import { useMemo } from 'react';

import type { Json } from '../../../../plugin/src/json';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import type { Amount } from '../tree/amount';
import { typedValue } from '../tree/typed-value';
import { Choice } from './Choice';
import { ValueField } from './ValueField';

interface OperatorFieldsProps {
  readonly test: Amount;
  /** Values that were really seen. */
  readonly examples: readonly Json[];
  /** Whether a saved group can be asked for: of fields, and not of figures. */
  readonly grouped?: boolean;
  readonly onChange: (test: Amount) => void;
}

/** Operators whose argument does not fit a field of a row. */
const HIDDEN = new Set(['filter', 'operators']);

/** [is one of] [DE, AT] */
export const OperatorFields = ({ test, examples, grouped = false, onChange }: OperatorFieldsProps) => {
  const text = useText();
  const { vocabulary } = useFields();
  const offersGroups = grouped && vocabulary.groups.length > 0;
  const operators = useMemo(() => {
    const isOffered = (takes: string) => !HIDDEN.has(takes) && (takes !== 'group' || offersGroups);
    return vocabulary.operators.filter(
      ({ takes, operator }) => isOffered(takes) || operator === test.operator,
    );
  }, [vocabulary.operators, offersGroups, test.operator]);
  const takes = operators.find(({ operator }) => operator === test.operator)?.takes ?? 'value';
  const choose = (operator: string) => {
    const next = operators.find((one) => one.operator === operator)?.takes ?? 'value';
    if (next === takes) return onChange({ ...test, operator });
    if (next === 'group' || takes === 'group') {
      return onChange({ operator, value: next === 'yes or no' ? true : next === 'list' ? [] : '' });
    }
    const shown = next === 'yes or no' ? 'true' : String(test.value ?? '');
    onChange({ operator, value: typedValue(shown, next, examples) });
  };
  return (
    <>
      <Choice
        label={text('builder.compare')}
        value={test.operator}
        options={operators.map(({ operator, label }) => ({ value: operator, label }))}
        onChange={choose}
      />
      <ValueField
        value={test.value}
        takes={takes}
        examples={examples}
        onChange={(value) => onChange({ ...test, value })}
      />
    </>
  );
};
