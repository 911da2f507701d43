import { useState } from 'react';

import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';

import type { Leaf } from '../../../../plugin/src/conditions/condition';
import { conditionsEndpoints } from '../../../../plugin/src/conditions/endpoints';
import type { JsonObject } from '../../../../plugin/src/json';
import { optionFields } from '../../connectors/option-fields';
import { OptionFields, type OptionValues } from '../../connectors/OptionFields';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { JsonField } from './JsonField';
import type { FieldsProps } from './row-of';

/** Long enough not to ask at each key. */
const PAUSE = 400;

const namesIn = (schema: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys((schema.properties ?? {}) as object).filter((name) => name !== 'kind');

/**
 * A condition whose kind an extension brought: how it reads, the fields that the schema of its options asks for, and its
 * JSON, which stands open where fields do not show everything. What its kind finds wrong stands below the row.
 */
export const OtherFields = ({ leaf, onChange }: FieldsProps) => {
  const text = useText();
  const { vocabulary, disabled } = useFields();
  const known = vocabulary.kinds.find(({ kind }) => kind === leaf.kind);
  const settled = useDebounce(leaf, PAUSE);
  const judged = useEndpoint(conditionsEndpoints.evaluate, known ? { condition: settled } : null);
  const schema = known?.options ?? {};
  const fields = optionFields(schema);
  const isWhole = known !== undefined && fields.length === namesIn(schema).length;
  const [asked, setAsked] = useState(false);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Flex gap={2} justifyContent="space-between" wrap="wrap">
        <Flex gap={2} wrap="wrap">
          <Typography fontWeight="semiBold">{known?.label ?? leaf.kind}</Typography>
          <Typography textColor="neutral600">
            {judged.problem ? '' : (judged.answer?.sentence ?? '')}
          </Typography>
        </Flex>
        {isWhole && (
          <TextButton onClick={() => setAsked((before) => !before)}>
            {text(asked ? 'builder.json.hide' : 'builder.json')}
          </TextButton>
        )}
      </Flex>
      {fields.length > 0 && (
        <Flex gap={4} wrap="wrap" alignItems="flex-end">
          <OptionFields
            schema={schema}
            values={leaf as unknown as OptionValues}
            disabled={disabled}
            onChange={(values) => onChange({ ...leaf, ...values })}
          />
        </Flex>
      )}
      {(asked || !isWhole) && (
        <Box>
          <JsonField
            label={text('builder.json')}
            hint={text('builder.other')}
            value={leaf as unknown as JsonObject}
            check={({ kind }) => (typeof kind === 'string' ? undefined : text('builder.json.kind'))}
            onChange={(value) => onChange(value as unknown as Leaf)}
          />
        </Box>
      )}
    </Flex>
  );
};
