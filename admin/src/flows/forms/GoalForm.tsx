import { Box, Checkbox, Flex, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import { CAUSES, isEventMatch, type EventExit, type Goal } from '../../../../plugin/src/flows/flow';
import { useText } from '../../shared/useText';
import { NameField } from './NameField';
import { OptionalDuration } from './OptionalDuration';
import { SelectField } from './SelectField';

interface GoalFormProps {
  readonly goal: Goal | undefined;
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly onChange: (goal: Goal | undefined) => void;
}

const NEW_GOAL: Goal = { kind: 'event', name: 'Order Completed' };

/** What the flow is for, and when it may say that it was its doing. */
export const GoalForm = ({ goal, vocabulary, disabled, onChange }: GoalFormProps) => {
  const text = useText();
  const event =
    goal && isEventMatch<EventExit & Goal>(goal as never) ? (goal as EventExit & Goal) : undefined;
  return (
    <Box>
      <Typography variant="pi" fontWeight="bold">
        {text('flows.goal.title')}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
        {goal && (
          <Box borderColor="neutral200" hasRadius padding={3}>
            <Flex direction="column" alignItems="stretch" gap={3}>
              {event ? (
                <>
                  <NameField
                    name="goal"
                    label={text('flows.exit.event')}
                    value={event.name}
                    names={vocabulary.events.map(({ name }) => name)}
                    disabled={disabled}
                    onChange={(name) => onChange({ ...event, name })}
                  />
                  <Checkbox
                    checked={event.sameKey === true}
                    disabled={disabled}
                    onCheckedChange={(checked) => onChange({ ...event, sameKey: checked === true })}
                  >
                    {text('flows.exit.samekey')}
                  </Checkbox>
                </>
              ) : (
                'segment' in goal && (
                  <SelectField
                    name="goal"
                    label={text(`flows.exit.${goal.kind}`)}
                    value={goal.segment}
                    options={vocabulary.segments.map(({ key, name }) => ({ value: key, label: name }))}
                    disabled={disabled}
                    onChange={(segment) => onChange({ ...goal, segment })}
                  />
                )
              )}
              <SelectField
                name="caused"
                label={text('flows.goal.caused')}
                value={goal.caused ?? 'entered'}
                options={CAUSES.map((value) => ({ value, label: text(`flows.goal.caused.${value}`) }))}
                disabled={disabled}
                onChange={(chosen) => onChange({ ...goal, caused: CAUSES.find((each) => each === chosen) })}
              />
              <OptionalDuration
                name="within"
                asks={text('flows.goal.within.asks')}
                label={text('flows.goal.within')}
                value={goal.within}
                usual="7d"
                disabled={disabled}
                onChange={(within) => onChange({ ...goal, within })}
              />
            </Flex>
          </Box>
        )}
        {!disabled && (
          <Flex>
            <TextButton
              startIcon={goal ? <Trash /> : <Plus />}
              onClick={() => onChange(goal ? undefined : NEW_GOAL)}
            >
              {text(goal ? 'flows.goal.remove' : 'flows.goal.add')}
            </TextButton>
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
