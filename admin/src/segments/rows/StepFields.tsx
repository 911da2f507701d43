import { Box, Flex, IconButton } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Cross } from '@strapi/icons';

import type { SequenceCondition, SequenceEvent } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { eventNames } from '../tree/seen';
import { Choice } from './Choice';
import { EventWhere } from './EventWhere';
import { NamePicker } from './NamePicker';

type Step = SequenceCondition['steps'][number];

interface StepFieldsProps {
  readonly step: Step;
  readonly index: number;
  readonly count: number;
  readonly mayGo: boolean;
  readonly onChange: (step: Step) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** [then] [Product Added] [where …], or [and not] [Order Completed] */
export const StepFields = ({ step, index, count, mayGo, onChange, onMove, onRemove }: StepFieldsProps) => {
  const text = useText();
  const { vocabulary, disabled } = useFields();
  const isNot = 'not' in step;
  const event: SequenceEvent = isNot ? step.not : step;
  const set = (next: SequenceEvent) => onChange(isNot ? { not: next } : next);
  const place = { place: index + 1 };
  return (
    <Box tag="li" paddingLeft={isNot ? 6 : 0}>
      <Flex gap={2} wrap="wrap">
        <Choice
          label={text('builder.sequence.step', place)}
          value={isNot ? 'not' : 'did'}
          options={[
            { value: 'did', label: text(index === 0 ? 'builder.sequence.first' : 'builder.sequence.then') },
            ...(index === 0 ? [] : [{ value: 'not', label: text('builder.sequence.not') }]),
          ]}
          onChange={(chosen) => onChange(chosen === 'not' ? { not: event } : event)}
        />
        <NamePicker
          label={text('builder.event')}
          value={event.name}
          names={[...eventNames(vocabulary), { name: '*', label: text('builder.event.any') }]}
          onChange={(name) => set({ ...event, name })}
        />
        <EventWhere figure={event} onChange={set} />
        {!disabled && (
          <Flex gap={1}>
            <IconButton
              label={text('builder.sequence.up', place)}
              variant="ghost"
              size="S"
              disabled={index === 0 || (isNot && index === 1)}
              onClick={() => onMove(-1)}
            >
              <ArrowUp />
            </IconButton>
            <IconButton
              label={text('builder.sequence.down', place)}
              variant="ghost"
              size="S"
              disabled={index === count - 1}
              onClick={() => onMove(1)}
            >
              <ArrowDown />
            </IconButton>
            <IconButton
              label={text('builder.sequence.remove', place)}
              variant="ghost"
              size="S"
              disabled={!mayGo}
              onClick={onRemove}
            >
              <Cross />
            </IconButton>
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
