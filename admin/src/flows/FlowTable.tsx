import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router-dom';

import { Ago } from '../shared/Ago';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { useText } from '../shared/useText';
import { FlowStatus } from './FlowStatus';
import type { FlowPage } from './listed-flow';

/** Flows with their sentence, their state and the numbers of their runs. */
export const FlowTable = ({ data, meta }: FlowPage) => {
  const text = useText();
  const intl = useIntl();
  const navigate = useNavigate();
  return (
    <DataTable
      rows={data}
      pagination={meta.pagination}
      onOpen={({ id }) => navigate(pathTo('flows', id))}
      columns={[
        {
          name: 'name',
          label: text('name.label'),
          cell: ({ id, name, sentence }) => (
            <Flex direction="column" alignItems="flex-start" maxWidth="34rem">
              <RowLink to={pathTo('flows', id)}>{name}</RowLink>
              <Typography variant="pi" textColor="neutral600" ellipsis maxWidth="100%" title={sentence}>
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
  );
};
