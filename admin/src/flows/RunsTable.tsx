import { useState } from 'react';

import { Badge, Box, Typography } from '@strapi/design-system';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { Turner } from '../shared/Turner';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { RunSteps } from './RunSteps';

interface RunsTableProps {
  readonly id: string;
  /** Each step as a sentence. */
  readonly story: Readonly<Record<string, string>>;
}

const PAGE_SIZE = 20;
const EVERY = 5_000;

/** People in the flow: where they stand, and the way they took. */
export const RunsTable = ({ id, story }: RunsTableProps) => {
  const text = useText();
  const mayOpen = useMay('people.read');
  const [page, setPage] = useState(1);
  const runs = useEndpoint(flowsEndpoints.runs, { id, page, pageSize: PAGE_SIZE }, { every: EVERY });
  return (
    <Answered of={runs}>
      {({ data, meta }) => (
        <Box>
          <DataTable
            rows={data}
            empty={text('flows.runs.none')}
            columns={[
              {
                name: 'person',
                label: text('events.person'),
                cell: ({ profileId, key }) => (
                  <>
                    {mayOpen ? (
                      <RowLink to={pathTo('people', profileId)}>{text('flows.run.person')}</RowLink>
                    ) : (
                      <Typography>{text('flows.run.person')}</Typography>
                    )}
                    {key !== null && (
                      <Typography tag="div" variant="pi" textColor="neutral600">
                        {key}
                      </Typography>
                    )}
                  </>
                ),
              },
              {
                name: 'status',
                label: text('flows.status'),
                cell: ({ status, because }) => (
                  <Badge
                    variant={status === 'running' ? 'primary' : because === 'goal' ? 'success' : 'neutral'}
                  >
                    {status === 'running' ? text('flows.run.running') : (because ?? text('flows.run.ended'))}
                  </Badge>
                ),
              },
              {
                name: 'where',
                label: text('flows.run.where'),
                cell: ({ node, dueAt }) => (
                  <>
                    <Typography>{story[node] ?? node}</Typography>
                    {dueAt !== null && (
                      <Typography tag="div" variant="pi" textColor="neutral600">
                        {text('flows.run.due')} <Ago at={dueAt} variant="pi" textColor="neutral600" />
                      </Typography>
                    )}
                  </>
                ),
              },
              {
                name: 'entered',
                label: text('segments.entered'),
                cell: ({ enteredAt }) => <Ago at={enteredAt} />,
              },
              { name: 'steps', label: '', cell: (run) => <RunSteps run={run} story={story} /> },
            ]}
          />
          <Turner {...meta.pagination} onTurn={setPage} />
        </Box>
      )}
    </Answered>
  );
};
