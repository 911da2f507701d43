import { useId } from 'react';

import { Flex, Typography } from '@strapi/design-system';

import type { Filter } from '../../../../../plugin/src/conditions/condition';
import type { Json } from '../../../../../plugin/src/json';
import { useFields } from '../../../segments/FieldsContext';
import { WhereFields } from '../../../segments/rows/WhereFields';
import { useText } from '../../../shared/useText';
import type { OptionProps } from './option';
import { useEntryTypes } from './useEntryTypes';

/** Tests on an event's properties or an entry's fields, as in a segment: [total] [is more than] [100]. */
export const WhereInput = ({ label, value, siblings, onChange }: OptionProps) => {
  const text = useText();
  const id = useId();
  const { vocabulary } = useFields();
  const fields = useEntryTypes(siblings.type !== undefined).find(
    ({ type }) => type === siblings.type,
  )?.fields;
  const seen = vocabulary.events.find(({ name }) => name === siblings.name)?.properties ?? [];
  const names = fields?.map((name) => ({ name, examples: [] })) ?? seen;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-labelledby={id}>
      <Typography id={id} variant="pi" fontWeight="bold">
        {label}
      </Typography>
      <Flex gap={2} wrap="wrap">
        <WhereFields
          where={value as Filter | undefined}
          names={names}
          label={text(fields ? 'flows.where.field' : 'builder.property')}
          addLabel={text('flows.where.add')}
          onChange={(where) => onChange(where as Json | undefined)}
        />
      </Flex>
    </Flex>
  );
};
