import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross, Trash } from '@strapi/icons';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';
import type { FlowStep } from '../../../plugin/src/flows/flow';
import { Panel } from '../shared/Panel';
import { useText, type TextKey } from '../shared/useText';
import { removeStep, setStep } from './draft/edit-draft';
import { BranchForm } from './forms/BranchForm';
import { JsonForm } from './forms/JsonForm';
import { SendEmailForm } from './forms/SendEmailForm';
import { WaitForEventForm } from './forms/WaitForEventForm';
import { WaitForm } from './forms/WaitForm';
import type { StepFormProps } from './forms/step-form';
import type { useFlowDraft } from './useFlowDraft';

interface StepPanelProps {
  readonly name: string;
  readonly step: FlowStep;
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly onClose: () => void;
}

const FORMS: Readonly<Record<string, (props: StepFormProps) => JSX.Element>> = {
  wait: WaitForm,
  'send-email': SendEmailForm,
  'wait-for-event': WaitForEventForm,
  branch: BranchForm,
};

const KNOWN = new Set([...Object.keys(FORMS), 'end']);

/** What the chosen step does. */
export const StepPanel = ({ name, step, form, vocabulary, disabled, onClose }: StepPanelProps) => {
  const text = useText();
  const Form = FORMS[step.kind] ?? JsonForm;
  const known = KNOWN.has(step.kind);
  return (
    <Panel
      title={known ? text(`flows.kind.${step.kind}` as TextKey) : step.kind}
      hint={name}
      action={
        <IconButton label={text('close')} variant="ghost" onClick={onClose}>
          <Cross />
        </IconButton>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {step.kind === 'end' ? (
          <Typography textColor="neutral600">{text('flows.end.hint')}</Typography>
        ) : (
          <Form
            step={step}
            draft={form.draft}
            vocabulary={vocabulary}
            disabled={disabled}
            onChange={(next) => form.change((draft) => setStep(draft, name, next))}
          />
        )}
        {!disabled && step.kind !== 'end' && (
          <Flex>
            <Button
              variant="danger-light"
              startIcon={<Trash />}
              onClick={() => {
                form.change((draft) => removeStep(draft, name));
                onClose();
              }}
            >
              {text('flows.step.remove')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Panel>
  );
};
