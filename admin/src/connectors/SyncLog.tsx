import { Badge, Flex, Typography } from '@strapi/design-system';

import { connectorsEndpoints, type ShownSync } from '../../../plugin/src/connectors/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { Duration } from '../shared/Duration';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';

const EVERY = 5_000;

const VARIANT: Readonly<
  Record<ShownSync['status'], 'success' | 'danger' | 'primary' | 'neutral' | 'warning'>
> = {
  queued: 'neutral',
  running: 'primary',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  held: 'warning',
};

/** The last syncs: what each brought, how long it took, why it failed. */
export const SyncLog = ({ id }: { readonly id: string }) => {
  const text = useText();
  const syncs = useEndpoint(connectorsEndpoints.syncs, { id }, { every: EVERY });
  return (
    <Answered of={syncs}>
      {({ data }) => (
        <DataTable
          rows={data}
          empty={text('connections.log.none')}
          columns={[
            { name: 'at', label: text('sync.when'), cell: ({ requestedAt }) => <Ago at={requestedAt} /> },
            {
              name: 'status',
              label: text('sync.status'),
              cell: ({ status }) => <Badge variant={VARIANT[status]}>{text(`sync.${status}`)}</Badge>,
            },
            {
              name: 'what',
              label: text('sync.what'),
              cell: (sync) => (
                <Flex direction="column" alignItems="flex-start">
                  <Typography>{text('sync.brought', { ...sync })}</Typography>
                  {sync.error && <Typography textColor="danger600">{sync.error}</Typography>}
                </Flex>
              ),
            },
            {
              name: 'took',
              label: text('sync.took'),
              cell: ({ startedAt, endedAt }) =>
                startedAt !== null && endedAt !== null ? (
                  <Typography>
                    <Duration ms={endedAt - startedAt} />
                  </Typography>
                ) : (
                  '–'
                ),
            },
          ]}
        />
      )}
    </Answered>
  );
};
