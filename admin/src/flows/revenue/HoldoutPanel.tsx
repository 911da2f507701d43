import { Flex, Typography } from '@strapi/design-system';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { FlowRevenue } from '../../../../plugin/src/flows/revenue.endpoints';
import { FEWEST_BUYERS, FEWEST_PEOPLE } from '../../../../plugin/src/flows/revenue/uplift';
import { Panel } from '../../shared/Panel';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { Arms } from './Arms';
import { useMoney } from './useMoney';

type Holdout = FlowRevenue['holdouts'][number];
type Compared = Holdout['compared'][number];

interface HoldoutPanelProps {
  readonly holdouts: readonly Holdout[];
  readonly story: FlowStory;
}

/** Those who went on beside those who were kept out: what the flow really brings. */
export const HoldoutPanel = ({ holdouts, story }: HoldoutPanelProps) => {
  const text = useText();
  const money = useMoney();

  const verdictOf = ({ went }: Holdout, { uplift, currency }: Compared): string => {
    if (!uplift) return text('flows.holdout.few', { people: FEWEST_PEOPLE, buyers: FEWEST_BUYERS });
    const { difference, low, high, verdict } = uplift;
    return text(`flows.holdout.${verdict}`, {
      each: money(verdict === 'not-told' ? difference : Math.abs(difference), currency),
      low: money(verdict === 'less' ? -high : low, currency),
      high: money(verdict === 'less' ? -low : high, currency),
      all: money(Math.abs(difference) * went, currency, 'about'),
    });
  };

  if (holdouts.length === 0) {
    return (
      <Panel title={text('flows.holdout')} hint={text('flows.holdout.teach')}>
        {null}
      </Panel>
    );
  }
  return (
    <>
      {holdouts.map((holdout) => (
        <Panel
          key={holdout.node}
          title={text('flows.holdout')}
          hint={`${capitalised(story.steps[holdout.node] ?? holdout.node)}. ${text('flows.holdout.hint')}`}
        >
          <Flex direction="column" alignItems="stretch" gap={6}>
            {holdout.compared.length === 0 && (
              <Typography>
                {text('flows.holdout.none', { went: holdout.went, kept: holdout.kept })}
              </Typography>
            )}
            {holdout.compared.map((compared) => (
              <Flex key={compared.currency ?? ''} direction="column" alignItems="stretch" gap={4}>
                <Typography fontWeight="semiBold">{verdictOf(holdout, compared)}</Typography>
                <Arms holdout={holdout} compared={compared} />
              </Flex>
            ))}
          </Flex>
        </Panel>
      ))}
    </>
  );
};
