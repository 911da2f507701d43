import { Flex, IconButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { FlowStep } from '../../../../plugin/src/flows/flow';
import { Panel } from '../../shared/Panel';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import type { StepNumbers } from '../listed-flow';
import { StepRevenue } from '../revenue/StepRevenue';
import { kindLabel, type StepKind } from '../step-kinds';
import { PeopleHere } from './PeopleHere';
import { StepCounts } from './StepCounts';

interface StepResultsProps {
  readonly flowId: string;
  readonly version: number;
  readonly name: string;
  readonly step: FlowStep;
  readonly story: FlowStory;
  readonly numbers: StepNumbers | undefined;
  readonly kinds: readonly StepKind[];
  readonly onClose: () => void;
}

/** One step: which way people went on, why they left, what became of its mails, and who stands in it now. */
export const StepResults = (props: StepResultsProps) => {
  const { flowId, version, name, step, story, numbers, kinds, onClose } = props;
  const text = useText();
  const maySee = useMay('people.read');
  return (
    <Panel
      title={kindLabel(text, step.kind, kinds)}
      hint={capitalised(story.steps[name] ?? name)}
      action={
        <IconButton label={text('close')} variant="ghost" onClick={onClose}>
          <Cross />
        </IconButton>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <StepCounts name={name} kind={step.kind} story={story} numbers={numbers} />
        {step.kind === 'send-email' && <StepRevenue flowId={flowId} version={version} node={name} />}
        {maySee && (
          <PeopleHere flowId={flowId} version={version} node={name} waiting={numbers?.waiting ?? 0} />
        )}
      </Flex>
    </Panel>
  );
};
