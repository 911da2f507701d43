import type { Json } from '../../../../plugin/src/json';
import { testOfPath, type Test } from '../tree/where';
import { NamePicker, type PickableName } from './NamePicker';
import { OperatorFields } from './OperatorFields';

export interface TestName extends PickableName {
  readonly examples: readonly Json[];
  /** Its value is a list, and the examples are what may be in it. */
  readonly isList?: boolean;
}

interface TestFieldsProps {
  readonly test: Test;
  readonly names: readonly TestName[];
  readonly label: string;
  readonly onChange: (test: Test) => void;
}

/** [country] [is one of] [DE, AT] */
export const TestFields = ({ test, names, label, onChange }: TestFieldsProps) => {
  const named = (path: string) => names.find(({ name }) => name === path);
  return (
    <>
      <NamePicker
        label={label}
        value={test.path}
        names={names}
        onChange={(path) => onChange(testOfPath(test, path, named(path)?.isList === true))}
      />
      <OperatorFields
        grouped
        test={test}
        examples={named(test.path)?.examples ?? []}
        onChange={(changed) => onChange({ ...changed, path: test.path })}
      />
    </>
  );
};
