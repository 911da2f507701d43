import { useMemo } from 'react';

import type { VocabularyName } from '../../../../plugin/src/conditions/endpoints';
import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import type { Test } from '../tree/where';
import { typedValue } from '../tree/typed-value';
import { Choice } from './Choice';
import { NamePicker } from './NamePicker';
import { ValueField } from './ValueField';

interface TestFieldsProps {
  readonly test: Test;
  readonly names: readonly (Pick<VocabularyName, 'name' | 'examples'> & { readonly count?: number })[];
  readonly label: string;
  readonly onChange: (test: Test) => void;
}

/** Operators whose argument does not fit a field of a row. */
const HIDDEN = new Set(['filter', 'operators', 'group']);

/** [country] [is one of] [DE, AT] */
export const TestFields = ({ test, names, label, onChange }: TestFieldsProps) => {
  const text = useText();
  const { vocabulary } = useBuilder();
  const operators = useMemo(
    () =>
      vocabulary.operators.filter(({ takes, operator }) => !HIDDEN.has(takes) || operator === test.operator),
    [vocabulary.operators, test.operator],
  );
  const examples = names.find(({ name }) => name === test.path)?.examples ?? [];
  const takes = operators.find(({ operator }) => operator === test.operator)?.takes ?? 'value';
  const choose = (operator: string) => {
    const next = operators.find((one) => one.operator === operator)?.takes ?? 'value';
    if (next === takes) return onChange({ ...test, operator });
    const shown = next === 'yes or no' ? 'true' : String(test.value ?? '');
    onChange({ ...test, operator, value: typedValue(shown, next, examples) });
  };
  return (
    <>
      <NamePicker
        label={label}
        value={test.path}
        names={names}
        onChange={(path) => onChange({ ...test, path })}
      />
      <Choice
        label={text('builder.compare')}
        value={test.operator}
        options={operators.map(({ operator, label: words }) => ({ value: operator, label: words }))}
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
