import { useId } from 'react';

import { Flex, Typography } from '@strapi/design-system';

import type { Filter } from '../../../../plugin/src/conditions/condition';
import { WhereFields } from '../../segments/rows/WhereFields';
import type { TestName } from '../../segments/tree/seen';
import { useText } from '../../shared/useText';

interface WhereFieldProps {
  readonly label: string;
  readonly where: Filter | undefined;
  readonly names: readonly TestName[];
  /** What is tested: a property, or a field. */
  readonly what: string;
  readonly onChange: (where: Filter | undefined) => void;
}

/** Tests as in a segment: [total] [is more than] [100]. */
export const WhereField = ({ label, where, names, what, onChange }: WhereFieldProps) => {
  const text = useText();
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-labelledby={id}>
      <Typography id={id} variant="pi" fontWeight="bold">
        {label}
      </Typography>
      <Flex gap={2} wrap="wrap">
        <WhereFields {...{ where, names, onChange }} label={what} addLabel={text('flows.where.add')} />
      </Flex>
    </Flex>
  );
};
