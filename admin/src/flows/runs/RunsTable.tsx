import { useState } from 'react';

import { Badge, Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Ago } from '../../shared/Ago';
import { Answered } from '../../shared/Answered';
import { DataTable } from '../../shared/DataTable';
import { Turner } from '../../shared/Turner';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { endLabel } from '../results/end-label';

interface RunsTableProps {
  readonly id: string;
  /** Each step as a sentence. */
  readonly story: Readonly<Record<string, string>>;
  /** Opens somebody's way; left out for those who may not see people. */
  readonly onOpen: ((run: string) => void) | undefined;
}

const PAGE_SIZE = 20;
const EVERY = 5_000;
const STATES = ['all', 'running', 'ended'] as const;

/** People in the flow: where they stand, and how it ended for them. */
export const RunsTable = ({ id, story, onOpen }: RunsTableProps) => {
  const text = useText();
  const [page, setPage] = useState(1);
  const [state, setState] = useState<(typeof STATES)[number]>('all');
  const status = state === 'all' ? undefined : state;
  const runs = useEndpoint(flowsEndpoints.runs, { id, page, pageSize: PAGE_SIZE, status }, { every: EVERY });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Box maxWidth="24rem">
        <SingleSelect
          aria-label={text('flows.status')}
          size="S"
          value={state}
          onChange={(next) => {
            setState(STATES.find((each) => each === next) ?? 'all');
            setPage(1);
          }}
        >
          {STATES.map((each) => (
            <SingleSelectOption key={each} value={each}>
              {text(`flows.runs.${each}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <Answered of={runs}>
        {({ data, meta }) => (
          <Box>
            <DataTable
              rows={data}
              empty={text('flows.runs.none')}
              onOpen={onOpen && ((run) => onOpen(run.id))}
              columns={[
                {
                  name: 'person',
                  label: text('events.person'),
                  cell: ({ person, key }) => (
                    <>
                      <Typography textColor="primary600" fontWeight="semiBold">
                        {person ?? text('flows.run.person')}
                      </Typography>
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
                  cell: ({ status: now, because }) => (
                    <Badge
                      variant={now === 'running' ? 'primary' : because === 'goal' ? 'success' : 'neutral'}
                    >
                      {now === 'running' ? text('flows.run.running') : endLabel(text, because ?? '')}
                    </Badge>
                  ),
                },
                {
                  name: 'where',
                  label: text('flows.run.where'),
                  cell: ({ node, dueAt }) => (
                    <>
                      <Typography>{capitalised(story[node] ?? node)}</Typography>
                      {dueAt !== null && (
                        <Typography tag="div" variant="pi" textColor="neutral600">
                          {text('flows.run.due')} <Ago at={dueAt} variant="pi" textColor="neutral600" />
                        </Typography>
                      )}
                    </>
                  ),
                },
                {
                  name: 'version',
                  label: text('flows.version'),
                  cell: ({ version }) => <Typography>{version}</Typography>,
                },
                {
                  name: 'entered',
                  label: text('segments.entered'),
                  cell: ({ enteredAt }) => <Ago at={enteredAt} />,
                },
              ]}
            />
            <Turner {...meta.pagination} onTurn={setPage} />
          </Box>
        )}
      </Answered>
    </Flex>
  );
};
