import { Box, Flex, Typography } from '@strapi/design-system';

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
import type { MailsInDoubt, OutboxPage } from './listed-flow';
import { OpenMail } from './OpenMail';
import { ReviewActions } from './ReviewActions';
import { ReviewAll } from './ReviewAll';

interface InDoubtProps {
  readonly status: MailsInDoubt;
  readonly outbox: EndpointState<OutboxPage>;
  readonly flowNames: ReadonlyMap<string, string>;
  readonly onTurn: (page: number) => void;
}

/** Mails held for review, in doubt, or refused for good: a person says what becomes of each. */
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
            <Flex justifyContent="space-between" gap={4} paddingBottom={4}>
              <Box maxWidth="80rem">
                <Typography textColor="neutral600">{text(`doubt.${status}.explained`)}</Typography>
              </Box>
              {status === 'held' && mayDecide && (
                <ReviewAll total={meta.pagination.total} onDone={outbox.reload} />
              )}
            </Flex>
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
                  label: text(status === 'held' ? 'doubt.mail' : 'doubt.reason'),
                  cell: ({ id, kind, reason }) => (
                    <>
                      {status !== 'held' && (
                        <Typography tag="div" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
                          {reason ?? text('unknown')}
                        </Typography>
                      )}
                      {maySeePeople && kind === 'send-email' && <OpenMail effect={id} as="waiting" />}
                    </>
                  ),
                },
                {
                  name: 'actions',
                  label: '',
                  cell: ({ id }) => {
                    if (!mayDecide) return null;
                    return status === 'held' ? (
                      <ReviewActions id={id} onDone={outbox.reload} />
                    ) : (
                      <InDoubtActions id={id} status={status} onDone={outbox.reload} />
                    );
                  },
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
