import { Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { REENTRY_PER, type FlowDefinition } from '../../../plugin/src/flows/flow';
import { useFields } from '../segments/FieldsContext';
import { Panel } from '../shared/Panel';
import { useText } from '../shared/useText';
import { EventNames } from './forms/EventNames';
import { ExitsForm } from './forms/ExitsForm';
import { GoalForm } from './forms/GoalForm';
import { OptionalDuration } from './forms/OptionalDuration';
import { RulesForm } from './forms/RulesForm';
import { SelectField } from './forms/SelectField';
import { besideFields } from './forms/schema/FaultsContext';
import { TextField } from '../shared/TextField';
import { TriggerForm } from './forms/TriggerForm';
import { useTakenNames } from './useTakenNames';
import type { useFlowDraft } from './useFlowDraft';

interface FlowSettingsProps {
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly onClose: () => void;
}

const REENTRY = ['once', 'after-end', 'always'] as const;

/** What is true of the flow as a whole: how it begins, what ends it, who may come again. */
export const FlowSettings = ({ form, onClose }: FlowSettingsProps) => {
  const text = useText();
  const { disabled } = useFields();
  const { draft, change } = form;
  const isTaken = useTakenNames(form.saved.id).has(form.name.trim());
  const set = (part: Partial<FlowDefinition>) => change((now) => ({ ...now, ...part }));
  return (
    <Panel
      title={text('flows.settings')}
      hint={text('flows.settings.hint')}
      action={
        <IconButton label={text('close')} variant="ghost" onClick={onClose}>
          <Cross />
        </IconButton>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {besideFields(form.problems, ['trigger', 'rules', 'goal', 'exits'])
          .filter(({ step }) => step === null)
          .map(({ path, message }) => (
            <Typography key={`${path} ${message}`} role="alert" textColor="danger600">
              {message}
            </Typography>
          ))}
        <TextField
          name="name"
          label={text('name.label')}
          hint={text('flows.key.is', { key: form.saved.key })}
          value={form.name}
          error={isTaken ? text('flows.name.taken') : undefined}
          disabled={disabled}
          onChange={form.setName}
        />
        <TriggerForm
          trigger={draft.trigger}
          draft={draft}
          flowKey={form.saved.key}
          onChange={(trigger) => set({ trigger })}
        />
        <EventNames
          name="restartOn"
          label={text('flows.restart')}
          hint={text('flows.restart.hint')}
          value={draft.restartOn ?? []}
          onChange={(restartOn) => set({ restartOn })}
        />
        <GoalForm goal={draft.goal} onChange={(goal) => set({ goal })} />
        <ExitsForm exits={draft.exits ?? []} onChange={(exits) => set({ exits })} />
        <SelectField
          name="reentry"
          label={text('flows.reentry')}
          value={draft.reentry ?? 'after-end'}
          options={REENTRY.map((value) => ({ value, label: text(`flows.reentry.${value}`) }))}
          disabled={disabled}
          onChange={(reentry) => set({ reentry: REENTRY.find((each) => each === reentry) })}
        />
        <SelectField
          name="reentryPer"
          label={text('flows.reentry.per')}
          value={draft.reentryPer ?? 'key'}
          options={REENTRY_PER.map((value) => ({ value, label: text(`flows.reentry.per.${value}`) }))}
          disabled={disabled}
          onChange={(per) => set({ reentryPer: REENTRY_PER.find((each) => each === per) })}
        />
        <OptionalDuration
          name="reentryAfter"
          asks={text('flows.reentry.pause.asks')}
          label={text('flows.reentry.pause')}
          value={draft.reentryAfter}
          usual="30d"
          disabled={disabled}
          onChange={(reentryAfter) => set({ reentryAfter })}
        />
        <RulesForm draft={draft} onChange={(rules) => set({ rules })} />
      </Flex>
    </Panel>
  );
};
