import { Button, Flex } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { connectorsEndpoints, type ShownConnection } from '../../../plugin/src/connectors/endpoints';
import { Confirm } from '../shared/Confirm';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { ConnectionSettings } from './ConnectionSettings';

interface ConnectionActionsProps {
  readonly connection: ShownConnection;
  readonly onChanged: () => void;
}

/** Settings, test, pause and disconnect. */
export const ConnectionActions = ({ connection, onChanged }: ConnectionActionsProps) => {
  const { id, name, paused } = connection;
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const test = useAction(connectorsEndpoints.test);
  const update = useAction(connectorsEndpoints.update);
  const remove = useAction(connectorsEndpoints.delete);
  const check = async () => {
    const outcome = await test.run({ id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    const { ok, message } = outcome.answer.data;
    if (ok) notice.done(message);
    else notice.failed({ status: 400, message, faults: [] });
    onChanged();
  };
  const toggle = async () => {
    const outcome = await update.run({ id, paused: !paused });
    if (!outcome.ok) return notice.failed(outcome.problem);
    onChanged();
  };
  const disconnect = async () => {
    const outcome = await remove.run({ id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    navigate(pathTo('connections'));
  };
  return (
    <Flex gap={2}>
      <Confirm
        title={text('connections.remove.title', { name })}
        body={text('connections.remove.body')}
        confirmLabel={text('connections.remove')}
        onConfirm={disconnect}
      >
        <Button variant="danger-light" startIcon={<Trash />}>
          {text('connections.remove')}
        </Button>
      </Confirm>
      <ConnectionSettings connection={connection} onChanged={onChanged} />
      <Button variant="tertiary" loading={update.running} onClick={toggle}>
        {text(paused ? 'connections.unpause' : 'connections.pause')}
      </Button>
      <Button variant="secondary" loading={test.running} onClick={check}>
        {text('connections.test')}
      </Button>
    </Flex>
  );
};
