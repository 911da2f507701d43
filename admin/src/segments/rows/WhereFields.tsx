import type { ReactNode } from 'react';

import { Flex, IconButton, TextButton } from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';

import type { Filter } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import type { TestName } from '../tree/seen';
import { testsOf, whereOf, type Test } from '../tree/where';
import { JsonField } from './JsonField';
import { TestFields } from './TestFields';
import { Words } from './Words';

interface WhereFieldsProps {
  readonly where: Filter | undefined;
  readonly names: readonly TestName[];
  readonly label: string;
  /** Whether the row is nothing without a test, as a trait's is. */
  readonly needsOne?: boolean;
  readonly addLabel: string;
  readonly onChange: (where: Filter | undefined) => void;
}

/** The first test of a trait goes on in the row's own line; the others have one of their own. */
const Inline = ({ together, children }: { readonly together: boolean; readonly children: ReactNode }) =>
  together ? (
    <>{children}</>
  ) : (
    <Flex gap={2} wrap="wrap" width="100%">
      {children}
    </Flex>
  );

const NEW_TEST: Test = { path: '', operator: '$eq', value: '' };

/** The tests of a row, joined by "and"; a filter that says more is edited as its JSON. */
export const WhereFields = ({
  where,
  names,
  label,
  needsOne = false,
  addLabel,
  onChange,
}: WhereFieldsProps) => {
  const text = useText();
  const { disabled } = useFields();
  const tests = testsOf(where);
  if (!tests) {
    return (
      <JsonField
        label={text('builder.where.json')}
        hint={text('builder.where.complex')}
        value={where ?? {}}
        onChange={onChange}
      />
    );
  }
  const set = (next: readonly Test[]) => onChange(next.length === 0 ? undefined : whereOf(next));
  const fewest = needsOne ? 1 : 0;
  return (
    <>
      {tests.map((test, index) => (
        <Inline key={index} together={index === 0 && needsOne}>
          {(index > 0 || !needsOne) && <Words>{text(index > 0 ? 'builder.and' : 'builder.where')}</Words>}
          <TestFields
            test={test}
            names={names}
            label={label}
            onChange={(changed) => set(tests.map((one, at) => (at === index ? changed : one)))}
          />
          {!disabled && tests.length > fewest && (
            <IconButton
              label={text('builder.where.remove')}
              variant="ghost"
              size="S"
              onClick={() => set(tests.filter((_, at) => at !== index))}
            >
              <Cross />
            </IconButton>
          )}
        </Inline>
      ))}
      {!disabled && (
        <TextButton startIcon={<Plus />} onClick={() => set([...tests, NEW_TEST])}>
          {addLabel}
        </TextButton>
      )}
    </>
  );
};
