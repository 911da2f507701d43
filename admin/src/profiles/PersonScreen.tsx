import { Flex, Grid } from '@strapi/design-system';
import { useParams } from 'react-router-dom';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { Panel } from '../shared/Panel';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { ConsentList } from './ConsentList';
import { ErasePerson } from './ErasePerson';
import { ExportPerson } from './ExportPerson';
import { KnownAs } from './KnownAs';
import { Memberships } from './Memberships';
import { PersonTags } from './PersonTags';
import { Scores } from './Scores';
import { Timeline } from './Timeline';
import { Traits } from './Traits';

/** One person: who they are known as, what they agreed to, where they belong and why, what happened. */
export const PersonScreen = () => {
  const text = useText();
  const { id = '' } = useParams();
  const mayExport = useMay('people.export');
  const mayErase = useMay('people.erase');
  const person = useEndpoint(profilesEndpoints.get, { id });
  return (
    <Answered of={person}>
      {({ data }) => {
        const name = data.name || text('people.unnamed');
        return (
          <Screen
            title={name}
            subtitle={
              <>
                {text('people.seen')} <Ago at={data.lastSeenAt} textColor="neutral600" variant="epsilon" />
              </>
            }
            backTo={pathTo('people')}
            action={
              <Flex gap={2}>
                {mayExport && <ExportPerson id={data.id} />}
                {mayErase && <ErasePerson id={data.id} name={data.email ?? data.userId ?? name} />}
              </Flex>
            }
          >
            <Grid.Root gap={6}>
              <Grid.Item col={7} s={12} xs={12} direction="column" alignItems="stretch" gap={6}>
                <Panel title={text('people.timeline')}>
                  <Timeline id={data.id} />
                </Panel>
              </Grid.Item>
              <Grid.Item col={5} s={12} xs={12} direction="column" alignItems="stretch" gap={6}>
                <Panel title={text('people.known')}>
                  <KnownAs person={data} />
                </Panel>
                <Panel title={text('people.tags')}>
                  <PersonTags id={data.id} tags={data.tags} />
                </Panel>
                <Panel title={text('people.consent')}>
                  <ConsentList consent={data.consent} />
                </Panel>
                <Panel title={text('people.segments')}>
                  <Memberships profileId={data.id} segments={data.segments} />
                </Panel>
                <Panel title={text('people.scores')}>
                  <Scores id={data.id} />
                </Panel>
                <Panel title={text('people.traits')}>
                  <Traits traits={data.traits} />
                </Panel>
              </Grid.Item>
            </Grid.Root>
          </Screen>
        );
      }}
    </Answered>
  );
};
