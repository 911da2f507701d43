import { Box, Flex, Typography } from '@strapi/design-system';

import type { ShownConnection } from '../../../plugin/src/connectors/endpoints';
import { Ago } from '../shared/Ago';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { useText } from '../shared/useText';
import { ConnectionHealth } from './ConnectionHealth';
import { SyncProgress } from './SyncProgress';

const isUnderWay = (status: string | undefined): boolean => status === 'queued' || status === 'running';

/** One connection at a glance: how it is, what it brought last, when it comes again. */
export const ConnectionCard = ({ connection }: { readonly connection: ShownConnection }) => {
  const text = useText();
  const { lastSync, nextSyncAt, fault, lists } = connection;
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow" padding={6} height="100%">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between">
          <Typography variant="delta" tag="h2">
            <RowLink to={pathTo('connections', connection.id)}>{connection.name}</RowLink>
          </Typography>
          <ConnectionHealth health={connection.health} />
        </Flex>
        <Typography textColor="neutral600">
          {text('connections.lists', { lists })}
          {lastSync?.endedAt && (
            <>
              {', '}
              {text('connections.last')} <Ago at={lastSync.endedAt} textColor="neutral600" />
            </>
          )}
          {nextSyncAt && !connection.paused && (
            <>
              {', '}
              {text('connections.next')} <Ago at={nextSyncAt} textColor="neutral600" />
            </>
          )}
        </Typography>
        {fault && <Typography textColor="danger600">{fault}</Typography>}
        {lastSync && isUnderWay(lastSync.status) && <SyncProgress sync={lastSync} />}
      </Flex>
    </Box>
  );
};
