import { useState } from 'react';

import { Box, Flex, Tabs, Typography } from '@strapi/design-system';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';
import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { Trouble } from '../shared/Trouble';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { FlowActions } from './FlowActions';
import { FlowSettings } from './FlowSettings';
import { FlowStatus } from './FlowStatus';
import { FlowTree } from './FlowTree';
import type { WholeFlow } from './listed-flow';
import { Problems } from './Problems';
import { RunsTable } from './RunsTable';
import { StepPanel } from './StepPanel';
import { useFlowDraft } from './useFlowDraft';

interface FlowScreenProps {
  readonly flow: WholeFlow;
  readonly vocabulary: Vocabulary;
  readonly reload: () => void;
}

const EVERY = 5_000;

/** The flow from top to bottom with its numbers; the chosen step at the side. */
export const FlowScreen = ({ flow, vocabulary, reload }: FlowScreenProps) => {
  const text = useText();
  const mayChange = useMay('flows.update');
  const form = useFlowDraft(flow);
  const [chosen, setChosen] = useState<string>();
  const { saved } = form;
  const numbers = useEndpoint(flowsEndpoints.numbers, saved.version === null ? null : { id: flow.id }, {
    every: EVERY,
  });
  const step = chosen === undefined ? undefined : form.draft.steps[chosen];
  return (
    <Screen
      title={form.name}
      beside={<FlowStatus status={saved.status} />}
      subtitle={text('flows.runs.subtitle', { ...saved.runs })}
      backTo={pathTo('flows')}
      action={<FlowActions form={form} onChanged={reload} />}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {form.problem && <Trouble problem={form.problem} onClose={form.forget} />}
        <Problems problems={saved.problems} onChoose={setChosen} />
        <Tabs.Root defaultValue="steps" variant="simple">
          <Tabs.List aria-label={text('flows.tabs')}>
            <Tabs.Trigger value="steps">{text('flows.tab.steps')}</Tabs.Trigger>
            <Tabs.Trigger value="runs">{text('flows.tab.runs')}</Tabs.Trigger>
          </Tabs.List>
          <Box paddingTop={4}>
            <Tabs.Content value="steps">
              <Flex alignItems="flex-start" gap={5}>
                <Box flex="1" minWidth={0} overflow="auto" paddingBottom={4}>
                  <FlowTree
                    form={form}
                    chosen={chosen}
                    onChoose={setChosen}
                    numbers={numbers.answer?.data ?? []}
                    disabled={!mayChange}
                  />
                  {form.changed && (
                    <Box paddingTop={5}>
                      <Typography variant="pi" textColor="neutral600">
                        {text('flows.stories.saved')}
                      </Typography>
                    </Box>
                  )}
                </Box>
                <Box width="32rem" shrink={0} position="sticky" top="2.4rem">
                  {chosen !== undefined && step ? (
                    <StepPanel
                      key={chosen}
                      name={chosen}
                      step={step}
                      form={form}
                      vocabulary={vocabulary}
                      disabled={!mayChange}
                      onClose={() => setChosen(undefined)}
                    />
                  ) : (
                    <FlowSettings form={form} vocabulary={vocabulary} disabled={!mayChange} />
                  )}
                </Box>
              </Flex>
            </Tabs.Content>
            <Tabs.Content value="runs">
              <RunsTable id={flow.id} story={saved.story.steps} />
            </Tabs.Content>
          </Box>
        </Tabs.Root>
      </Flex>
    </Screen>
  );
};
