import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross, Trash } from '@strapi/icons';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';
import type { ToldWay } from '../../../plugin/src/flows/describe';
import type { FlowStep } from '../../../plugin/src/flows/flow';
import { Panel } from '../shared/Panel';
import { useText } from '../shared/useText';
import { capitalised } from './capitalised';
import { removeStep, setStep } from './draft/edit-draft';
import { BranchForm } from './forms/BranchForm';
import { JsonForm } from './forms/JsonForm';
import { besideFields } from './forms/schema/FaultsContext';
import { SchemaForm } from './forms/schema/SchemaForm';
import { SendEmailForm } from './forms/SendEmailForm';
import type { StepFormProps } from './forms/step-form';
import type { WholeFlow } from './listed-flow';
import { kindLabel, type StepKind } from './step-kinds';
import type { useFlowDraft } from './useFlowDraft';

interface StepPanelProps {
  readonly name: string;
  readonly step: FlowStep;
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly kinds: readonly StepKind[];
  /** As the server tells it, a moment after a change. */
  readonly sentence: string | undefined;
  readonly ways: readonly ToldWay[];
  /** What stands against publishing it. */
  readonly problems: WholeFlow['problems'];
  readonly onClose: () => void;
}

const FORMS: Readonly<Record<string, (props: StepFormProps) => JSX.Element>> = {
  'send-email': SendEmailForm,
  branch: BranchForm,
};

/** What the chosen step does. */
export const StepPanel = ({
  name,
  step,
  form,
  vocabulary,
  disabled,
  kinds,
  sentence,
  ways,
  problems,
  onClose,
}: StepPanelProps) => {
  const text = useText();
  const Form = FORMS[step.kind] ?? JsonForm;
  const schema = step.kind in FORMS ? undefined : kinds.find(({ kind }) => kind === step.kind)?.options;
  const change = (next: FlowStep) => form.change((draft) => setStep(draft, name, next));
  return (
    <Panel
      title={kindLabel(text, step.kind, kinds)}
      hint={text('flows.key.is', { key: name })}
      action={
        <IconButton label={text('close')} variant="ghost" onClick={onClose}>
          <Cross />
        </IconButton>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {sentence !== undefined && step.kind !== 'end' && (
          <Box background="primary100" hasRadius padding={3}>
            <Typography fontWeight="semiBold" textColor="primary700" style={{ overflowWrap: 'anywhere' }}>
              {capitalised(sentence)}
            </Typography>
          </Box>
        )}
        {(schema ? besideFields(problems, [`steps.${name}`]) : problems).map(({ path, message }) => (
          <Typography key={`${path} ${message}`} role="alert" textColor="danger600">
            {message}
          </Typography>
        ))}
        {step.kind === 'end' ? (
          <Typography textColor="neutral600">{text('flows.end.hint')}</Typography>
        ) : schema ? (
          <SchemaForm
            key={name}
            path={`steps.${name}`}
            schema={schema}
            value={step}
            draft={form.draft}
            onChange={change}
          />
        ) : (
          <Form
            step={step}
            draft={form.draft}
            vocabulary={vocabulary}
            ways={ways}
            disabled={disabled}
            onChange={change}
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
