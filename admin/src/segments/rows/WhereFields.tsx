import type { ReactNode } from 'react';

import { Box, Flex, IconButton, TextButton, Typography } from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';

import type { Filter } from '../../../../plugin/src/conditions/condition';
import type { VocabularyName } from '../../../../plugin/src/conditions/endpoints';
import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { testsOf, whereOf, type Test } from '../tree/where';
import { TestFields } from './TestFields';
import { Words } from './Words';

interface WhereFieldsProps {
  readonly where: Filter | undefined;
  readonly names: readonly (Pick<VocabularyName, 'name' | 'examples'> & { readonly count?: number })[];
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

/** The tests of a row, joined by "and"; a filter that says more is shown as it is. */
export const WhereFields = ({
  where,
  names,
  label,
  needsOne = false,
  addLabel,
  onChange,
}: WhereFieldsProps) => {
  const text = useText();
  const { disabled } = useBuilder();
  const tests = testsOf(where);
  if (!tests) {
    return (
      <Box width="100%">
        <Typography variant="pi" textColor="neutral600">
          {text('builder.where.complex')}
        </Typography>
        <Typography tag="pre" variant="pi" style={{ whiteSpace: 'pre-wrap', fontFamily: 'monospace' }}>
          {JSON.stringify(where)}
        </Typography>
      </Box>
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
