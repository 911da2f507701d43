import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Answered } from '../../shared/Answered';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { RunStory } from './RunStory';

interface TrialStoryProps {
  readonly trialId: string;
  readonly onBack: () => void;
}

const EVERY = 2_000;

/** The way of whoever tries the flow. Nobody else is in a trial, and it stands in no list. */
export const TrialStory = ({ trialId, onBack }: TrialStoryProps) => {
  const text = useText();
  const runs = useEndpoint(flowsEndpoints.runs, { id: trialId, pageSize: 1 }, { every: EVERY });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography textColor="neutral600">{text('flows.trial.story')}</Typography>
      <Answered of={runs}>
        {({ data: [mine] }) =>
          mine ? (
            <RunStory flowId={trialId} run={mine.id} onBack={onBack} />
          ) : (
            <Flex gap={4}>
              <Button variant="tertiary" size="S" startIcon={<ArrowLeft />} onClick={onBack}>
                {text('flows.run.all')}
              </Button>
              <Typography>{text('flows.trial.begins')}</Typography>
            </Flex>
          )
        }
      </Answered>
    </Flex>
  );
};
