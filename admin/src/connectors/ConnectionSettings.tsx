import { useState } from 'react';

import { Button, Field, TextInput } from '@strapi/design-system';
import { Cog } from '@strapi/icons';

import { connectorsEndpoints, type ShownConnection } from '../../../plugin/src/connectors/endpoints';
import { FormModal } from '../shared/FormModal';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useLacks } from '../shared/useLacks';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { TextField } from '../shared/TextField';
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
  const submit = async () => {
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
    <FormModal
      title={text('connections.settings.title', { name: connection.name })}
      doing={update}
      submitLabel={text('save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={text('name.label')}
        value={name}
        required
        error={said('name')}
        onChange={setName}
      />
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
      <TextField
        name="schedule"
        label={text('connections.schedule')}
        value={schedule}
        hint={text('connections.schedule.hint')}
        onChange={setSchedule}
      />
      {kind && (
        <OptionFields
          schema={kind.options}
          values={options ?? (connection.options as OptionValues)}
          onChange={setOptions}
        />
      )}
    </FormModal>
  );
};

type ButtonProps = Omit<ConnectionSettingsProps, 'onClose'>;

/** Changes a connection where it stands: a token that was replaced needs no new connection. */
export const ConnectionSettings = ({ connection, onChanged }: ButtonProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="tertiary" startIcon={<Cog />} onClick={() => setOpen(true)}>
        {text('connections.settings')}
      </Button>
      {open && <SettingsForm connection={connection} onClose={() => setOpen(false)} onChanged={onChanged} />}
    </>
  );
};
