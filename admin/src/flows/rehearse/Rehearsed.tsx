import { useMemo, useState } from 'react';

import { Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import { Panel } from '../../shared/Panel';
import { useText } from '../../shared/useText';
import { Beside } from '../Beside';
import { TRIGGER } from '../canvas/graph';
import { LazyCanvas } from '../canvas/LazyCanvas';
import { capitalised } from '../capitalised';
import { canvasNumbers } from '../results/canvas-numbers';
import { FlowResults } from '../results/FlowResults';
import { StepCounts } from '../results/StepCounts';
import { kindLabel, type StepKind } from '../step-kinds';
import { RehearsedBeside } from './RehearsedBeside';
import { RehearsedDays } from './RehearsedDays';
import { RehearsedPeople } from './RehearsedPeople';
import { RehearsedRate } from './RehearsedRate';
import type { Rehearsal } from './useRehearsal';

interface RehearsedProps {
  readonly rehearsal: Rehearsal;
  readonly draft: FlowDefinition;
  readonly story: FlowStory;
  readonly kinds: readonly StepKind[];
}

const NO_PROBLEMS: ReadonlyMap<string, readonly string[]> = new Map();

/** What the draft would have done: on the canvas, day by day, beside the live flow, and told of some people. */
export const Rehearsed = ({ rehearsal, draft, story, kinds }: RehearsedProps) => {
  const text = useText();
  const intl = useIntl();
  const [chosen, setChosen] = useState<string>();
  const { figures, live, beside, stories, base, of, unknown } = rehearsal;
  const numbers = useMemo(
    () => ({ data: [...figures.steps], meta: { entered: figures.entered, sentAfterGoal: 0 } }),
    [figures],
  );
  const counted = useMemo(() => canvasNumbers(numbers, story), [numbers, story]);
  const content = useMemo(
    () => ({
      ...{ steps: draft.steps, story, kinds, problems: NO_PROBLEMS, chosen, onChoose: setChosen },
      numbers: counted,
    }),
    [draft.steps, story, kinds, chosen, counted],
  );
  const step = chosen === undefined || chosen === TRIGGER ? undefined : draft.steps[chosen];
  const title =
    figures.entered === figures.people
      ? text('flows.rehearse.entered', { count: figures.people })
      : text('flows.rehearse.often', { people: figures.people, runs: figures.entered });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {base > of && (
        <Typography>
          {text('flows.rehearse.estimate', {
            base: intl.formatNumber(base),
            of: intl.formatNumber(of),
            count: intl.formatNumber(Math.round((figures.people * base) / Math.max(of, 1))),
          })}
        </Typography>
      )}
      <Typography variant="pi" textColor="neutral600">
        {text('flows.rehearse.counted')}
      </Typography>
      {draft.rules?.perMinute !== undefined && (
        <RehearsedRate rehearsal={rehearsal} perMinute={draft.rules.perMinute} />
      )}
      <Beside
        main={<LazyCanvas start={draft.start} content={content} />}
        side={
          chosen !== undefined && step ? (
            <Panel
              title={kindLabel(text, step.kind, kinds)}
              hint={capitalised(story.steps[chosen] ?? chosen)}
              action={
                <IconButton label={text('close')} variant="ghost" onClick={() => setChosen(undefined)}>
                  <Cross />
                </IconButton>
              }
            >
              <Flex direction="column" alignItems="stretch" gap={4}>
                <StepCounts name={chosen} kind={step.kind} story={story} numbers={counted.of(chosen)} />
              </Flex>
            </Panel>
          ) : (
            <FlowResults numbers={numbers} story={story} onChoose={setChosen} title={title} />
          )
        }
      />
      {unknown.length > 0 && (
        <Panel title={text('flows.rehearse.unknown')}>
          <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
            {unknown.map((words) => (
              <Typography key={words} tag="li" textColor="neutral800">
                {words}
              </Typography>
            ))}
          </Flex>
        </Panel>
      )}
      <RehearsedBeside figures={figures} live={live} beside={beside} draft={draft} story={story} />
      <RehearsedDays days={figures.days} />
      <RehearsedPeople stories={stories} />
    </Flex>
  );
};
