import { Box, TextInput } from '@strapi/design-system';

import type { RandomCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { PercentField } from './PercentField';
import { Needed } from './Needed';
import type { FieldsProps } from './row-of';
import { Words } from './Words';

/** is among the [10] % drawn for [draw-1] */
export const RandomFields = ({ leaf, onChange }: FieldsProps<RandomCondition>) => {
  const text = useText();
  const { disabled } = useFields();
  const set = (share: number) => onChange({ ...leaf, share: Math.min(1, Math.max(0, share)) });
  return (
    <>
      <Words>{text('builder.random.words')}</Words>
      <PercentField label={text('builder.random.share')} value={leaf.share} onChange={set} />
      <Words>{text('builder.random.for')}</Words>
      <Box width="14rem">
        <Needed empty={leaf.salt === ''} say={text('builder.needed.value')}>
          <TextInput
            size="S"
            aria-label={text('builder.random.salt')}
            title={text('builder.random.hint')}
            value={leaf.salt}
            maxLength={100}
            disabled={disabled}
            onChange={(event: { target: { value: string } }) =>
              onChange({ ...leaf, salt: event.target.value })
            }
          />
        </Needed>
      </Box>
    </>
  );
};
