import type { Json } from '../../../../plugin/src/json';
import type { Test } from '../tree/where';
import { NamePicker, type PickableName } from './NamePicker';
import { OperatorFields } from './OperatorFields';

export interface TestName extends PickableName {
  readonly examples: readonly Json[];
}

interface TestFieldsProps {
  readonly test: Test;
  readonly names: readonly TestName[];
  readonly label: string;
  readonly onChange: (test: Test) => void;
}

/** [country] [is one of] [DE, AT] */
export const TestFields = ({ test, names, label, onChange }: TestFieldsProps) => (
  <>
    <NamePicker
      label={label}
      value={test.path}
      names={names}
      onChange={(path) => onChange({ ...test, path })}
    />
    <OperatorFields
      test={test}
      examples={names.find(({ name }) => name === test.path)?.examples ?? []}
      onChange={(changed) => onChange({ ...changed, path: test.path })}
    />
  </>
);
