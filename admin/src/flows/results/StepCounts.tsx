import { Typography } from '@strapi/design-system';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { effectLabel } from '../effect-label';
import type { StepNumbers } from '../listed-flow';
import { CountLine } from './CountLine';
import { endLabel } from './end-label';

interface StepCountsProps {
  readonly name: string;
  readonly kind: string;
  readonly story: FlowStory;
  readonly numbers: StepNumbers | undefined;
}

/** What became of it first: `Went on: left out`. Of what was handed over, what became of it then says more. */
const onward = (text: ReturnType<typeof useText>, detail: string, kind: string): string =>
  detail === '' || detail === 'queued'
    ? text('flows.results.on')
    : text('flows.results.on.with', { what: effectLabel(text, detail, kind).toLowerCase() });

/** Which way people went on from a step, why they left, and what became of its mails. */
export const StepCounts = ({ name, kind, story, numbers }: StepCountsProps) => {
  const text = useText();
  const details = numbers?.details ?? [];
  const came = (numbers?.passed ?? 0) + (numbers?.left ?? 0) + (numbers?.waiting ?? 0);
  const effects = Object.entries(numbers?.effects ?? {}).filter(([, count]) => count > 0);
  const made = effects.reduce((sum, [, count]) => sum + count, 0);
  const wayOf = (detail: string): string =>
    capitalised(
      story.ways[name]?.find(({ label }) => label === detail)?.sentence ?? onward(text, detail, kind),
    );
  const heading = (words: string) => (
    <Typography variant="sigma" textColor="neutral600">
      {words}
    </Typography>
  );
  return (
    <>
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
        <CountLine key={status} label={effectLabel(text, status, kind)} count={count} of={made} />
      ))}
      {(numbers?.skipped.length ?? 0) > 0 && heading(text('flows.results.skipped'))}
      {numbers?.skipped.map(({ reason, count }) => (
        <CountLine key={reason} label={capitalised(reason)} count={count} of={made} />
      ))}
      {(numbers?.waited.length ?? 0) > 0 && heading(text('flows.results.waited'))}
      {numbers?.waited.map(({ reason, count }) => (
        <CountLine key={reason} label={capitalised(reason)} count={count} of={made} />
      ))}
    </>
  );
};
