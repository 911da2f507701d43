import { Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { FlowStep } from '../../../../plugin/src/flows/flow';
import { Panel } from '../../shared/Panel';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import type { StepNumbers } from '../listed-flow';
import { effectLabel } from '../effect-label';
import { kindLabel, type StepKind } from '../step-kinds';
import { CountLine } from './CountLine';
import { endLabel } from './end-label';
import { PeopleHere } from './PeopleHere';

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
  const details = numbers?.details ?? [];
  const came = (numbers?.passed ?? 0) + (numbers?.left ?? 0) + (numbers?.waiting ?? 0);
  const effects = Object.entries(numbers?.effects ?? {}).filter(([, count]) => count > 0);
  const made = effects.reduce((sum, [, count]) => sum + count, 0);
  const wayOf = (detail: string): string =>
    capitalised(
      story.ways[name]?.find(({ label }) => label === detail)?.sentence ?? text('flows.results.on'),
    );
  const heading = (words: string) => (
    <Typography variant="sigma" textColor="neutral600">
      {words}
    </Typography>
  );
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
        <CountLine label={text('flows.results.waiting')} count={numbers?.waiting ?? 0} of={came} />
        {details.map(({ outcome, detail, count }) => (
          <CountLine
            key={`${outcome} ${detail}`}
            label={outcome === 'passed' ? wayOf(detail) : endLabel(text, outcome)}
            count={count}
            of={came}
          />
        ))}
        {effects.length > 0 && heading(text('flows.results.effects'))}
        {effects.map(([status, count]) => (
          <CountLine key={status} label={effectLabel(text, status)} count={count} of={made} />
        ))}
        {(numbers?.skipped.length ?? 0) > 0 && heading(text('flows.results.skipped'))}
        {numbers?.skipped.map(({ reason, count }) => (
          <CountLine key={reason} label={capitalised(reason)} count={count} of={made} />
        ))}
        {(numbers?.waited.length ?? 0) > 0 && heading(text('flows.results.waited'))}
        {numbers?.waited.map(({ reason, count }) => (
          <CountLine key={reason} label={capitalised(reason)} count={count} of={made} />
        ))}
        {maySee && (
          <PeopleHere flowId={flowId} version={version} node={name} waiting={numbers?.waiting ?? 0} />
        )}
      </Flex>
    </Panel>
  );
};
