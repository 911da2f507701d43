import { useQueryParams } from '@strapi/strapi/admin';

import { useMay } from '../../shared/useMay';
import type { WholeFlow } from '../listed-flow';
import { RunStory } from './RunStory';
import { RunsTable } from './RunsTable';
import { TrialStory } from './TrialStory';

interface RunsModeProps {
  readonly flow: WholeFlow;
}

interface RunsQuery {
  readonly run?: string;
  /** A trial of it, which is a flow of its own. */
  readonly trial?: string;
}

/** People in the flow, or the way of one of them, or of a trial. */
export const RunsMode = ({ flow }: RunsModeProps) => {
  const maySee = useMay('people.read');
  const [{ query }, setQuery] = useQueryParams<RunsQuery>();
  if (query.trial !== undefined && maySee)
    return <TrialStory trialId={query.trial} onBack={() => setQuery({ trial: '' }, 'remove')} />;
  return query.run !== undefined && maySee ? (
    <RunStory flowId={flow.id} run={query.run} onBack={() => setQuery({ run: '' }, 'remove')} />
  ) : (
    <RunsTable
      id={flow.id}
      story={flow.story.steps}
      onOpen={maySee ? (run) => setQuery({ run }) : undefined}
    />
  );
};
