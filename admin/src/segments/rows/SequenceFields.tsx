import { Box, Flex, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import type { SequenceCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { DurationField } from './DurationField';
import { without } from '../tree/without';
import { Choice } from './Choice';
import type { FieldsProps } from './row-of';
import { StepFields } from './StepFields';
import { Words } from './Words';

type Step = SequenceCondition['steps'][number];

const MOST_STEPS = 20;
const FEWEST_STEPS = 2;

/** did these in this order: 1. [Product Viewed], and not [Order Completed] in between, 2. …, within [7] [days] */
export const SequenceFields = ({ leaf, onChange }: FieldsProps<SequenceCondition>) => {
  const text = useText();
  const { disabled } = useFields();
  const { steps, within } = leaf;
  const set = (next: readonly Step[]) => onChange({ ...leaf, steps: next });
  const move = (from: number, to: number) => {
    const next = [...steps];
    const [moved] = next.splice(from, 1);
    if (moved) next.splice(to, 0, moved);
    set(next);
  };
  const setWindow = (chosen: string) => {
    if (chosen === 'within') return onChange({ ...leaf, within: within ?? '7d' });
    onChange(without(leaf, 'within'));
  };
  return (
    <Box width="100%">
      <Words>{text('builder.sequence.words')}</Words>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={2} paddingTop={2} paddingBottom={2}>
        {steps.map((step, index) => (
          <StepFields
            key={index}
            step={step}
            index={index}
            count={steps.length}
            mayGo={steps.length > FEWEST_STEPS}
            onChange={(changed) => set(steps.map((one, at) => (at === index ? changed : one)))}
            onMove={(by) => move(index, index + by)}
            onRemove={() => set(steps.filter((_step, at) => at !== index))}
          />
        ))}
      </Flex>
      <Flex gap={3} wrap="wrap">
        {!disabled && steps.length < MOST_STEPS && (
          <>
            <TextButton startIcon={<Plus />} onClick={() => set([...steps, { name: '' }])}>
              {text('builder.sequence.add')}
            </TextButton>
            <TextButton
              startIcon={<Plus />}
              onClick={() => set([...steps.slice(0, -1), { not: { name: '' } }, ...steps.slice(-1)])}
            >
              {text('builder.sequence.addNot')}
            </TextButton>
          </>
        )}
        <Choice
          label={text('builder.when')}
          value={within === undefined ? 'any' : 'within'}
          options={[
            { value: 'within', label: text('builder.sequence.within') },
            { value: 'any', label: text('builder.sequence.anytime') },
          ]}
          onChange={setWindow}
        />
        {within !== undefined && (
          <DurationField value={within} onChange={(next) => onChange({ ...leaf, within: next })} />
        )}
      </Flex>
    </Box>
  );
};
