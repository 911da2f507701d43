import { useCallback, useState } from 'react';

import { Box, Flex } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';
import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { useUndoKeys } from '../segments/screen/useUndoKeys';
import { pathTo } from '../shared/paths';
import { LeaveQuestion } from '../shared/LeaveQuestion';
import { Screen } from '../shared/Screen';
import { Trouble } from '../shared/Trouble';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { EditMode } from './edit/EditMode';
import { FlowActions } from './FlowActions';
import { FlowStatus } from './FlowStatus';
import type { WholeFlow } from './listed-flow';
import { isMode, type Mode } from './modes';
import { ModeSwitch } from './ModeSwitch';
import { ProblemCount } from './ProblemCount';
import { RehearseMode } from './rehearse/RehearseMode';
import { ResultsMode } from './results/ResultsMode';
import { RunsMode } from './runs/RunsMode';
import type { StepKind } from './step-kinds';
import { stepTitles } from './step-titles';
import { useFlowDraft } from './useFlowDraft';
import { VersionsMode } from './versions/VersionsMode';

interface FlowScreenProps {
  readonly flow: WholeFlow;
  readonly vocabulary: Vocabulary;
  readonly kinds: readonly StepKind[];
  readonly reload: () => void;
}

const EVERY_MS = 5_000;

/** One flow: its draft on the canvas, its numbers, its people, and what was published before. */
export const FlowScreen = ({ flow, vocabulary, kinds, reload }: FlowScreenProps) => {
  const text = useText();
  const mayChange = useMay('flows.update');
  const form = useFlowDraft(flow);
  const [{ query }, setQuery] = useQueryParams<{
    readonly mode?: string;
    readonly run?: string;
    readonly trial?: string;
    /** Where a link from elsewhere leads to. */
    readonly step?: string;
  }>();
  const [chosen, setChosen] = useState(query.step);
  const { saved } = form;
  const titles = stepTitles(text, form.draft, form.story, kinds);
  // People move while one looks.
  const moves = saved.version !== null && saved.status !== 'stopped';
  const live = useEndpoint(flowsEndpoints.get, moves ? { id: saved.id } : null, { every: EVERY_MS });
  const mode = isMode(query.mode) ? query.mode : 'edit';
  const onMode = useCallback(
    (next: Mode) => setQuery({ mode: next, run: undefined, trial: undefined }),
    [setQuery],
  );
  useUndoKeys(form, mode === 'edit' && mayChange);
  return (
    <Screen
      title={form.name}
      beside={<FlowStatus status={saved.status} />}
      subtitle={text('flows.runs.subtitle', { ...(live.answer?.data.runs ?? saved.runs) })}
      backTo={pathTo('flows')}
      action={<FlowActions form={form} onChanged={reload} />}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <LeaveQuestion when={form.changed} />
        {form.problem && <Trouble problem={form.problem} onClose={form.forget} />}
        <Flex justifyContent="space-between" gap={4}>
          <ModeSwitch mode={mode} onMode={onMode} />
          <ProblemCount
            problems={form.problems}
            titles={titles}
            onChoose={(step) => {
              onMode('edit');
              setChosen(step);
            }}
          />
        </Flex>
        <Box>
          {mode === 'edit' && (
            <EditMode
              form={form}
              vocabulary={vocabulary}
              kinds={kinds}
              titles={titles}
              chosen={chosen}
              onChoose={setChosen}
              disabled={!mayChange}
            />
          )}
          {mode === 'rehearse' && <RehearseMode form={form} kinds={kinds} />}
          {mode === 'results' && <ResultsMode flow={saved} kinds={kinds} />}
          {mode === 'runs' && <RunsMode flow={saved} />}
          {mode === 'versions' && (
            <VersionsMode
              flow={saved}
              onRolledBack={(whole) => {
                form.take(whole);
                onMode('edit');
              }}
            />
          )}
        </Box>
      </Flex>
    </Screen>
  );
};
