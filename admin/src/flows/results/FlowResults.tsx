import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import { Panel } from '../../shared/Panel';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { Line } from '../FlowText';
import type { FlowNumbers } from '../listed-flow';
import { CountLine } from './CountLine';
import { endLabel } from './end-label';

interface FlowResultsProps {
  readonly numbers: FlowNumbers;
  readonly story: FlowStory;
  readonly onChoose: (step: string) => void;
  /** Where they were not really there. */
  readonly title?: string;
  /** Mails that went although the goal had been reached; left out where there is no goal. */
  readonly late?: number;
}

/** The flow as a whole: who came, who is under way, how it ended; and where most people stand. */
export const FlowResults = ({ numbers: { data, meta }, story, onChoose, title, late }: FlowResultsProps) => {
  const text = useText();
  const intl = useIntl();
  const waiting = data.reduce((sum, step) => sum + step.waiting, 0);
  const ends = new Map<string, number>();
  for (const { outcome, count } of data.flatMap(({ details }) => details)) {
    if (outcome !== 'passed') ends.set(outcome, (ends.get(outcome) ?? 0) + count);
  }
  const sent = data.reduce((sum, { effects }) => sum + (effects.sent ?? 0), 0);
  const left = [...ends.values()].reduce((sum, count) => sum + count, 0);
  const crowded = [...data].filter((step) => step.waiting > 0).sort((a, b) => b.waiting - a.waiting);
  return (
    <Panel
      title={title ?? text('flows.results.whole', { count: meta.entered })}
      hint={text('flows.results.whole.hint')}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <CountLine label={text('flows.run.running')} count={waiting} of={meta.entered} />
        <CountLine
          label={endLabel(text, 'finished')}
          count={Math.max(meta.entered - waiting - left, 0)}
          of={meta.entered}
        />
        {[...ends].map(([because, count]) => (
          <CountLine key={because} label={endLabel(text, because)} count={count} of={meta.entered} />
        ))}
        {late !== undefined && sent > 0 && (
          <CountLine label={text('flows.results.late')} count={late} of={sent} />
        )}
        {crowded.length > 0 && (
          <Flex direction="column" alignItems="flex-start" gap={2}>
            <Typography variant="sigma" textColor="neutral600">
              {text('flows.results.crowded')}
            </Typography>
            {crowded.slice(0, 6).map(({ node, waiting: here }) => (
              <Line key={node} type="button" $chosen={false} onClick={() => onChoose(node)}>
                <Typography textColor="primary600">
                  {text('flows.results.here', {
                    count: intl.formatNumber(here),
                    step: capitalised(story.steps[node] ?? node),
                  })}
                </Typography>
              </Line>
            ))}
          </Flex>
        )}
      </Flex>
    </Panel>
  );
};
