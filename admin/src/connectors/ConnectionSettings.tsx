import { useState, type FormEvent } from 'react';

import { Button, Field, Flex, Modal, TextInput } from '@strapi/design-system';
import { Cog } from '@strapi/icons';

import { connectorsEndpoints, type ShownConnection } from '../../../plugin/src/connectors/endpoints';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useLacks } from '../shared/useLacks';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { OptionFields, type OptionValues } from './OptionFields';

interface ConnectionSettingsProps {
  readonly connection: ShownConnection;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** The name, a new token, when it syncs, and the options of its kind. */
const SettingsForm = ({ connection, onClose, onChanged }: ConnectionSettingsProps) => {
  const text = useText();
  const notice = useNotice();
  const kinds = useEndpoint(connectorsEndpoints.kinds, {});
  const kind = kinds.answer?.data.find((one) => one.kind === connection.kind);
  const [name, setName] = useState(connection.name);
  const [secret, setSecret] = useState('');
  const [schedule, setSchedule] = useState(connection.schedule ?? '');
  const [options, setOptions] = useState<OptionValues>();
  const update = useAction(connectorsEndpoints.update);
  const { said, isWhole } = useLacks({ name: name.trim() === '' && text('required') });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole()) return;
    const outcome = await update.run({
      id: connection.id,
      name: name.trim(),
      schedule: schedule.trim() || null,
      ...(secret.trim() && { secret: secret.trim() }),
      ...(options && { options: { ...connection.options, ...options } }),
    });
    if (!outcome.ok) return;
    notice.done(text('connections.saved', { name: name.trim() }));
    onChanged();
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {update.problem && <Trouble problem={update.problem} onClose={update.forget} />}
          <Field.Root name="name" required error={said('name')}>
            <Field.Label>{text('name.label')}</Field.Label>
            <TextInput
              value={name}
              onChange={(event: { target: { value: string } }) => setName(event.target.value)}
            />
            <Field.Error />
          </Field.Root>
          <Field.Root name="secret" hint={text('connections.secret.keep')}>
            <Field.Label>{kind?.secret.label}</Field.Label>
            <TextInput
              type="password"
              autoComplete="off"
              value={secret}
              onChange={(event: { target: { value: string } }) => setSecret(event.target.value)}
            />
            <Field.Hint />
          </Field.Root>
          <Field.Root name="schedule" hint={text('connections.schedule.hint')}>
            <Field.Label>{text('connections.schedule')}</Field.Label>
            <TextInput
              value={schedule}
              onChange={(event: { target: { value: string } }) => setSchedule(event.target.value)}
            />
            <Field.Hint />
          </Field.Root>
          {kind && (
            <OptionFields
              schema={kind.options}
              values={options ?? (connection.options as OptionValues)}
              onChange={setOptions}
            />
          )}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Button variant="tertiary" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button type="submit" loading={update.running}>
          {text('save')}
        </Button>
      </Modal.Footer>
    </form>
  );
};

type ButtonProps = Omit<ConnectionSettingsProps, 'onClose'>;

/** Changes a connection where it stands: a token that was replaced needs no new connection. */
export const ConnectionSettings = ({ connection, onChanged }: ButtonProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="tertiary" startIcon={<Cog />}>
          {text('connections.settings')}
        </Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('connections.settings.title', { name: connection.name })}</Modal.Title>
        </Modal.Header>
        <SettingsForm connection={connection} onClose={() => setOpen(false)} onChanged={onChanged} />
      </Modal.Content>
    </Modal.Root>
  );
};
