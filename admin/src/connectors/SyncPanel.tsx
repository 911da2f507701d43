import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise, Cross } from '@strapi/icons';

import { connectorsEndpoints, type ShownConnection } from '../../../plugin/src/connectors/endpoints';
import { Ago } from '../shared/Ago';
import { Panel } from '../shared/Panel';
import { useAction } from '../shared/useAction';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { SyncProgress } from './SyncProgress';

interface SyncPanelProps {
  readonly connection: ShownConnection;
  readonly onChanged: () => void;
}

/** The sync under way with a way to stop it, or what the last one brought. */
export const SyncPanel = ({ connection: { id, lists, lastSync }, onChanged }: SyncPanelProps) => {
  const text = useText();
  const notice = useNotice();
  const mayChange = useMay('connections.update');
  const start = useAction(connectorsEndpoints.sync);
  const cancel = useAction(connectorsEndpoints.cancel);
  const underWay = lastSync?.status === 'queued' || lastSync?.status === 'running';
  const press = async () => {
    const outcome =
      underWay && lastSync ? await cancel.run({ id, sync: lastSync.id }) : await start.run({ id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    onChanged();
  };
  return (
    <Panel
      title={text('connections.sync')}
      action={
        mayChange && (
          <Button
            variant={underWay ? 'danger-light' : 'default'}
            startIcon={underWay ? <Cross /> : <ArrowsCounterClockwise />}
            loading={start.running || cancel.running}
            disabled={!underWay && lists === 0}
            onClick={press}
          >
            {text(underWay ? 'connections.cancel' : 'connections.sync.now')}
          </Button>
        )
      }
    >
      {!lastSync && <Typography textColor="neutral600">{text('connections.sync.never')}</Typography>}
      {lastSync && underWay && <SyncProgress sync={lastSync} />}
      {lastSync && !underWay && (
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography>{text('sync.brought', { ...lastSync })}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {text(`sync.${lastSync.status}`)} {lastSync.endedAt && <Ago at={lastSync.endedAt} variant="pi" />}
          </Typography>
        </Flex>
      )}
    </Panel>
  );
};
