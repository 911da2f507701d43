import { useState } from 'react';

import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Eye } from '@strapi/icons';

import { eventsEndpoints } from '../../../plugin/src/events/endpoints';
import type { QuarantinedEvent } from '../../../plugin/src/events/schema';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { Teach } from '../shared/Teach';
import { Turner } from '../shared/Turner';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { QuarantineModal } from './QuarantineModal';

const PAGE_SIZE = 20;

/** Events that were not let in, each with what was wrong. */
export const Quarantine = () => {
  const text = useText();
  const [page, setPage] = useState(1);
  const [opened, setOpened] = useState<QuarantinedEvent>();
  const kept = useEndpoint(eventsEndpoints.quarantine, { page, pageSize: PAGE_SIZE });
  return (
    <Answered of={kept}>
      {({ data, meta }) =>
        meta.pagination.total === 0 ? (
          <Teach title={text('quarantine.teach.title')}>{text('quarantine.teach')}</Teach>
        ) : (
          <Box>
            <DataTable
              rows={data}
              onOpen={setOpened}
              columns={[
                {
                  name: 'message',
                  label: text('quarantine.reason'),
                  cell: ({ message, path }) => (
                    <Flex direction="column" alignItems="flex-start">
                      <Typography>{message}</Typography>
                      <Typography variant="pi" textColor="neutral600">
                        {path}
                      </Typography>
                    </Flex>
                  ),
                },
                {
                  name: 'receivedAt',
                  label: text('quarantine.received'),
                  cell: ({ receivedAt }) => <Ago at={receivedAt} />,
                },
                {
                  name: 'open',
                  label: '',
                  cell: (event) => (
                    <Flex justifyContent="flex-end">
                      <IconButton
                        label={text('quarantine.open')}
                        variant="ghost"
                        onClick={() => setOpened(event)}
                      >
                        <Eye />
                      </IconButton>
                    </Flex>
                  ),
                },
              ]}
            />
            <Turner {...meta.pagination} onTurn={setPage} />
            {opened && (
              <QuarantineModal event={opened} onClose={() => setOpened(undefined)} onDone={kept.reload} />
            )}
          </Box>
        )
      }
    </Answered>
  );
};
