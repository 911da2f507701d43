import { Flex } from '@strapi/design-system';
import { useParams } from 'react-router-dom';

import { connectorsEndpoints } from '../../../plugin/src/connectors/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { Panel } from '../shared/Panel';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { Trouble } from '../shared/Trouble';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { ConnectionActions } from './ConnectionActions';
import { ConnectionHealth } from './ConnectionHealth';
import { ListPicker } from './ListPicker';
import { SyncLog } from './SyncLog';
import { SyncPanel } from './SyncPanel';

const EVERY = 2_000;

/** One CRM: choose its lists, sync them, read what happened. */
export const ConnectionScreen = () => {
  const text = useText();
  const { id = '' } = useParams();
  const mayChange = useMay('connections.update');
  const connection = useEndpoint(connectorsEndpoints.get, { id }, { every: EVERY });
  return (
    <Answered of={connection}>
      {({ data }) => (
        <Screen
          title={data.name}
          beside={<ConnectionHealth health={data.health} />}
          backTo={pathTo('connections')}
          subtitle={
            <>
              {text('connections.lists', { lists: data.lists })}
              {data.nextSyncAt && !data.paused && (
                <>
                  , {text('connections.next')}{' '}
                  <Ago at={data.nextSyncAt} textColor="neutral600" variant="epsilon" />
                </>
              )}
            </>
          }
          action={mayChange && <ConnectionActions connection={data} onChanged={connection.reload} />}
        >
          <Flex direction="column" alignItems="stretch" gap={6}>
            {data.fault && (
              <Trouble
                problem={{ status: 400, message: data.fault, faults: [] }}
                onRetry={connection.reload}
              />
            )}
            <SyncPanel connection={data} onChanged={connection.reload} />
            <Panel title={text('connections.pick')} hint={text('connections.pick.hint')}>
              <ListPicker
                id={data.id}
                syncedAt={data.lastSync?.endedAt ?? null}
                onPicked={connection.reload}
              />
            </Panel>
            <Panel title={text('connections.log')}>
              <SyncLog id={data.id} />
            </Panel>
          </Flex>
        </Screen>
      )}
    </Answered>
  );
};
