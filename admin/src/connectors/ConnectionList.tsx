import { useState } from 'react';

import { Button, Grid } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { connectorsEndpoints } from '../../../plugin/src/connectors/endpoints';
import { Answered } from '../shared/Answered';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { Teach } from '../shared/Teach';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { ConnectionCard } from './ConnectionCard';
import { ConnectModal } from './ConnectModal';

const EVERY = 5_000;

/** A card for each CRM, with its health. */
export const ConnectionList = () => {
  const text = useText();
  const navigate = useNavigate();
  const mayChange = useMay('connections.update');
  const [connecting, setConnecting] = useState(false);
  const connections = useEndpoint(connectorsEndpoints.list, {}, { every: EVERY });
  const none = connections.answer?.data.length === 0;
  const connect = (
    <Button startIcon={<Plus />} onClick={() => setConnecting(true)}>
      {text('connections.new')}
    </Button>
  );
  return (
    <Screen
      title={text('connections.title')}
      subtitle={text('connections.subtitle')}
      action={mayChange && !none && connect}
    >
      <Answered of={connections}>
        {({ data }) =>
          none ? (
            <Teach title={text('connections.teach.title')} action={mayChange && connect}>
              {text('connections.teach')}
            </Teach>
          ) : (
            <Grid.Root gap={6}>
              {data.map((connection) => (
                <Grid.Item key={connection.id} col={6} s={12} xs={12} direction="column" alignItems="stretch">
                  <ConnectionCard connection={connection} />
                </Grid.Item>
              ))}
            </Grid.Root>
          )
        }
      </Answered>
      {connecting && (
        <ConnectModal
          onClose={() => setConnecting(false)}
          onConnected={(id) => navigate(pathTo('connections', id))}
        />
      )}
    </Screen>
  );
};
