import { useState } from 'react';

import { Button, Flex, JSONInput, Modal, Typography } from '@strapi/design-system';

import { eventsEndpoints } from '../../../plugin/src/events/endpoints';
import type { QuarantinedEvent } from '../../../plugin/src/events/schema';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { prettyJson } from './pretty-json';

interface QuarantineModalProps {
  readonly event: QuarantinedEvent;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What stands in place of an event whose sender had not agreed to being counted: the fault is kept, they are not. */
const NOT_KEPT = 'null';

/** The event as it was sent, to correct and send again or to throw away. */
export const QuarantineModal = ({ event, onClose, onDone }: QuarantineModalProps) => {
  const text = useText();
  const notice = useNotice();
  const mayChange = useMay('settings.update');
  const gone = event.body === NOT_KEPT;
  const [body, setBody] = useState(prettyJson(event.body ?? ''));
  const replay = useAction(eventsEndpoints.replay);
  const discard = useAction(eventsEndpoints.discard);
  const finish = (message: string) => {
    notice.done(message);
    onDone();
    onClose();
  };
  const again = async () => {
    const outcome = await replay.run({ id: event.id, body: event.body === null ? undefined : body });
    if (outcome.ok) finish(text('quarantine.replayed'));
  };
  const away = async () => {
    const outcome = await discard.run({ id: event.id });
    if (outcome.ok) finish(text('quarantine.discarded'));
  };
  const problem = replay.problem ?? discard.problem;
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('quarantine.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {problem && <Trouble problem={problem} onClose={replay.forget} />}
            <Typography>
              {event.path ? `${event.path}: ` : ''}
              {event.message}
            </Typography>
            {event.body === null || gone ? (
              <Typography textColor="neutral600">
                {text(gone ? 'quarantine.gone' : 'quarantine.closed')}
              </Typography>
            ) : (
              <JSONInput value={body} disabled={!mayChange} onChange={setBody} minHeight="20rem" />
            )}
          </Flex>
        </Modal.Body>
        {mayChange && (
          <Modal.Footer>
            <Button variant="danger-light" loading={discard.running} onClick={away}>
              {text('quarantine.discard')}
            </Button>
            {!gone && (
              <Button loading={replay.running} onClick={again}>
                {text('quarantine.replay')}
              </Button>
            )}
          </Modal.Footer>
        )}
      </Modal.Content>
    </Modal.Root>
  );
};
