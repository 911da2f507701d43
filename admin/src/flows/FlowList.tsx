import { useState } from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router-dom';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { Screen } from '../shared/Screen';
import { Teach } from '../shared/Teach';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { usePageQuery } from '../shared/usePageQuery';
import { useText } from '../shared/useText';
import { FlowStatus } from './FlowStatus';
import { NewFlowModal } from './NewFlowModal';

const EVERY = 10_000;

export const FlowList = () => {
  const text = useText();
  const intl = useIntl();
  const navigate = useNavigate();
  const mayChange = useMay('flows.update');
  const [making, setMaking] = useState(false);
  const { page, pageSize } = usePageQuery();
  const flows = useEndpoint(flowsEndpoints.list, { page, pageSize }, { every: EVERY });
  const none = flows.answer?.meta.pagination.total === 0;
  const live = flows.answer?.data.reduce((sum, { runs }) => sum + runs.running, 0);
  const make = (
    <Button startIcon={<Plus />} onClick={() => setMaking(true)}>
      {text('flows.new')}
    </Button>
  );
  return (
    <Screen
      title={text('flows.title')}
      subtitle={live === undefined ? undefined : text('flows.subtitle', { live })}
      action={mayChange && !none && make}
    >
      <Answered of={flows}>
        {({ data, meta }) =>
          none ? (
            <Teach title={text('flows.teach.title')} action={mayChange && make}>
              {text('flows.teach')}
            </Teach>
          ) : (
            <DataTable
              rows={data}
              pagination={meta.pagination}
              onOpen={({ id }) => navigate(pathTo('flows', id))}
              columns={[
                {
                  name: 'name',
                  label: text('name.label'),
                  cell: ({ id, name, sentence }) => (
                    <Flex direction="column" alignItems="flex-start" maxWidth="40rem">
                      <RowLink to={pathTo('flows', id)}>{name}</RowLink>
                      <Typography
                        variant="pi"
                        textColor="neutral600"
                        ellipsis
                        maxWidth="100%"
                        title={sentence}
                      >
                        {sentence}
                      </Typography>
                    </Flex>
                  ),
                },
                {
                  name: 'status',
                  label: text('flows.status'),
                  cell: ({ status }) => <FlowStatus status={status} />,
                },
                {
                  name: 'running',
                  label: text('flows.running'),
                  cell: ({ runs }) => <Typography>{intl.formatNumber(runs.running)}</Typography>,
                },
                {
                  name: 'goal',
                  label: text('flows.goal'),
                  cell: ({ runs }) => <Typography>{intl.formatNumber(runs.goal)}</Typography>,
                },
                {
                  name: 'updatedAt',
                  label: text('changed'),
                  cell: ({ updatedAt }) => <Ago at={updatedAt} />,
                },
              ]}
            />
          )
        }
      </Answered>
      {making && (
        <NewFlowModal onClose={() => setMaking(false)} onMade={(id) => navigate(pathTo('flows', id))} />
      )}
    </Screen>
  );
};
