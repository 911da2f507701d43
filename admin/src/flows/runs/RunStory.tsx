import { Badge, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Answered } from '../../shared/Answered';
import { Panel } from '../../shared/Panel';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { endLabel } from '../results/end-label';
import { RunMoment } from './RunMoment';

interface RunStoryProps {
  readonly flowId: string;
  readonly run: string;
  readonly onBack: () => void;
}

const EVERY = 5_000;

/** One person's way through the flow, from why they came to why they left. */
export const RunStory = ({ flowId, run, onBack }: RunStoryProps) => {
  const text = useText();
  const told = useEndpoint(flowsEndpoints.run, { id: flowId, run }, { every: EVERY });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex>
        <Button variant="tertiary" size="S" startIcon={<ArrowLeft />} onClick={onBack}>
          {text('flows.run.all')}
        </Button>
      </Flex>
      <Answered of={told}>
        {({ data }) => (
          <Panel
            title={text('flows.run.title', {
              person: data.person ?? text('flows.run.person'),
              version: data.version,
            })}
            hint={text('flows.run.zone', { zone })}
            action={
              <Flex gap={3}>
                <Badge variant={data.status === 'running' ? 'primary' : 'neutral'}>
                  {data.status === 'running' ? text('flows.run.running') : endLabel(text, data.because ?? '')}
                </Badge>
                <RowLink to={pathTo('people', data.profileId)}>{text('flows.run.profile')}</RowLink>
              </Flex>
            }
          >
            <Flex tag="ol" direction="column" alignItems="stretch" aria-label={text('flows.run.story')}>
              {data.story.map((moment, index) => (
                <RunMoment
                  key={`${moment.at} ${moment.what} ${moment.node ?? ''} ${index}`}
                  moment={moment}
                  last={index === data.story.length - 1}
                />
              ))}
            </Flex>
            {data.story.length === 0 && <Typography>{text('flows.runs.none')}</Typography>}
          </Panel>
        )}
      </Answered>
    </Flex>
  );
};
