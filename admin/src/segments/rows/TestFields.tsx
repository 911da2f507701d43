import type { TestName } from '../tree/seen';
import { testOfPath, type Test } from '../tree/where';
import { NamePicker } from './NamePicker';
import { OperatorFields } from './OperatorFields';

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
