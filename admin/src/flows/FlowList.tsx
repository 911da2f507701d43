import { useState } from 'react';

import { Badge, Box, Button, Flex, Tabs } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { HELD_FOR_REVIEW } from '../../../plugin/src/flows/review';
import { Answered } from '../shared/Answered';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { Teach } from '../shared/Teach';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { usePageQuery } from '../shared/usePageQuery';
import { useText } from '../shared/useText';
import { FlowTable } from './FlowTable';
import { InDoubt } from './InDoubt';
import type { MailsInDoubt } from './listed-flow';
import { NewFlowModal } from './NewFlowModal';
import { NewMessageModal } from './NewMessageModal';

const EVERY = 10_000;
const DOUBT_PAGE_SIZE = 20;

const BADGES = { held: 'secondary', unknown: 'warning', failed: 'danger' } as const;

/** A page of the mails that somebody has to decide on. */
const useMails = (status: MailsInDoubt) => {
  const [page, onTurn] = useState(1);
  const outbox = useEndpoint(
    flowsEndpoints.outbox,
    { status, page, pageSize: DOUBT_PAGE_SIZE, ...(status === 'held' && { reason: HELD_FOR_REVIEW }) },
    { every: EVERY },
  );
  return { status, outbox, onTurn, total: outbox.answer?.meta.pagination.total ?? 0 };
};

/** The flows, and beside them the mails that are held for review, in doubt or failed. */
export const FlowList = () => {
  const text = useText();
  const navigate = useNavigate();
  const mayChange = useMay('flows.update');
  const [making, setMaking] = useState<'flow' | 'message'>();
  const open = (id: string) => navigate(pathTo('flows', id));
  const { page, pageSize } = usePageQuery();
  const flows = useEndpoint(flowsEndpoints.list, { page, pageSize }, { every: EVERY });
  const held = useMails('held');
  const doubt = useMails('unknown');
  const failed = useMails('failed');
  const none = flows.answer?.meta.pagination.total === 0;
  const live = flows.answer?.data.reduce((sum, { runs }) => sum + runs.running, 0);
  const flowNames = new Map(flows.answer?.data.map(({ id, name }) => [id, name]));
  const make = (
    <Button startIcon={<Plus />} onClick={() => setMaking('flow')}>
      {text('flows.new')}
    </Button>
  );
  return (
    <Screen
      title={text('flows.title')}
      subtitle={live === undefined ? undefined : text('flows.subtitle', { live })}
      action={mayChange && !none && make}
    >
      <Tabs.Root defaultValue="flows" variant="simple">
        <Tabs.List aria-label={text('flows.title')}>
          <Tabs.Trigger value="flows">{text('flows.title')}</Tabs.Trigger>
          {[held, doubt, failed].map(({ status, total }) => (
            <Tabs.Trigger key={status} value={status}>
              <Flex gap={2}>
                {text(`doubt.${status}.tab`)}
                {total > 0 && <Badge variant={BADGES[status]}>{total}</Badge>}
              </Flex>
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Box paddingTop={4}>
          <Tabs.Content value="flows">
            <Answered of={flows}>
              {(answer) =>
                none ? (
                  <Teach title={text('flows.teach.title')} action={mayChange && make}>
                    {text('flows.teach')}
                  </Teach>
                ) : (
                  <FlowTable {...answer} />
                )
              }
            </Answered>
          </Tabs.Content>
          {[held, doubt, failed].map(({ status, outbox, onTurn }) => (
            <Tabs.Content key={status} value={status}>
              <InDoubt status={status} outbox={outbox} flowNames={flowNames} onTurn={onTurn} />
            </Tabs.Content>
          ))}
        </Box>
      </Tabs.Root>
      {making === 'flow' && (
        <NewFlowModal
          onClose={() => setMaking(undefined)}
          onMade={open}
          onMessage={() => setMaking('message')}
        />
      )}
      {making === 'message' && <NewMessageModal onClose={() => setMaking(undefined)} onMade={open} />}
    </Screen>
  );
};
