import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import { CAUSES, type Goal } from '../../../../plugin/src/flows/flow';
import { useFields } from '../../segments/FieldsContext';
import { useText } from '../../shared/useText';
import { ExitFields } from './ExitFields';
import { OptionalDuration } from './OptionalDuration';
import { SelectField } from './SelectField';

interface GoalFormProps {
  readonly goal: Goal | undefined;
  readonly onChange: (goal: Goal | undefined) => void;
}

const NEW_GOAL: Goal = { kind: 'event', name: 'Order Completed' };

/** What the flow is for, and when it may say that it was its doing. */
export const GoalForm = ({ goal, onChange }: GoalFormProps) => {
  const text = useText();
  const { disabled } = useFields();
  const { caused, within, ...exit } = goal ?? NEW_GOAL;
  return (
    <Box>
      <Typography variant="pi" fontWeight="bold">
        {text('flows.goal.title')}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
        {goal && (
          <Box borderColor="neutral200" hasRadius padding={3}>
            <Flex direction="column" alignItems="stretch" gap={3}>
              <ExitFields
                name="goal"
                path="goal"
                exit={exit}
                onChange={(next) =>
                  onChange({ ...next, ...(caused && { caused }), ...(within && { within }) })
                }
              />
              <SelectField
                name="caused"
                label={text('flows.goal.caused')}
                value={caused ?? 'entered'}
                options={CAUSES.map((value) => ({ value, label: text(`flows.goal.caused.${value}`) }))}
                disabled={disabled}
                onChange={(chosen) => onChange({ ...goal, caused: CAUSES.find((each) => each === chosen) })}
              />
              <OptionalDuration
                name="within"
                asks={text('flows.goal.within.asks')}
                label={text('flows.goal.within')}
                value={within}
                usual="7d"
                disabled={disabled}
                onChange={(next) => onChange({ ...goal, within: next })}
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
