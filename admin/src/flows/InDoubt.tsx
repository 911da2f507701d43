import { Box, Typography } from '@strapi/design-system';

import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { Teach } from '../shared/Teach';
import { Turner } from '../shared/Turner';
import type { EndpointState } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { InDoubtActions } from './InDoubtActions';
import type { OutboxPage } from './listed-flow';

interface InDoubtProps {
  /** Nobody knows whether these arrived, or everybody knows that they did not. */
  readonly status: 'unknown' | 'failed';
  readonly outbox: EndpointState<OutboxPage>;
  readonly flowNames: ReadonlyMap<string, string>;
  readonly onTurn: (page: number) => void;
}

/** Mails in doubt, or that were refused for good: a person says what becomes of each. */
export const InDoubt = ({ status, outbox, flowNames, onTurn }: InDoubtProps) => {
  const text = useText();
  const maySeePeople = useMay('people.read');
  const mayDecide = useMay('flows.publish');
  return (
    <Answered of={outbox}>
      {({ data, meta }) =>
        meta.pagination.total === 0 ? (
          <Teach title={text(`doubt.${status}.teach.title`)}>{text(`doubt.${status}.teach`)}</Teach>
        ) : (
          <Box>
            <Box paddingBottom={4} maxWidth="80rem">
              <Typography textColor="neutral600">{text(`doubt.${status}.explained`)}</Typography>
            </Box>
            <DataTable
              rows={data}
              columns={[
                {
                  name: 'flow',
                  label: text('doubt.flow'),
                  cell: ({ flowId, node }) => (
                    <>
                      {flowId === null ? (
                        <Typography>{text('doubt.noflow')}</Typography>
                      ) : (
                        <RowLink to={pathTo('flows', flowId)}>
                          {flowNames.get(flowId) ?? text('doubt.flow')}
                        </RowLink>
                      )}
                      {node !== null && (
                        <Typography tag="div" variant="pi" textColor="neutral600">
                          {node}
                        </Typography>
                      )}
                    </>
                  ),
                },
                {
                  name: 'person',
                  label: text('events.person'),
                  cell: ({ profileId, person }) =>
                    maySeePeople ? (
                      <RowLink to={pathTo('people', profileId)}>{person ?? text('flows.run.person')}</RowLink>
                    ) : (
                      <Typography>{text('flows.run.person')}</Typography>
                    ),
                },
                {
                  name: 'dueAt',
                  label: text('doubt.due'),
                  cell: ({ dueAt }) => <Ago at={dueAt} />,
                },
                {
                  name: 'reason',
                  label: text('doubt.reason'),
                  cell: ({ reason }) => (
                    <Typography textColor="neutral600" style={{ whiteSpace: 'normal' }}>
                      {reason ?? text('unknown')}
                    </Typography>
                  ),
                },
                {
                  name: 'actions',
                  label: '',
                  cell: ({ id }) =>
                    mayDecide && <InDoubtActions id={id} status={status} onDone={outbox.reload} />,
                },
              ]}
            />
            <Turner {...meta.pagination} onTurn={onTurn} />
          </Box>
        )
      }
    </Answered>
  );
};
