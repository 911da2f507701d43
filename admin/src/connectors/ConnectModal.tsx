import { useState } from 'react';

import { Field, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';

import { connectorsEndpoints } from '../../../plugin/src/connectors/endpoints';
import { Answered } from '../shared/Answered';
import { FormModal } from '../shared/FormModal';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useLacks } from '../shared/useLacks';
import { useText } from '../shared/useText';
import { TextField } from '../shared/TextField';
import { OptionFields } from './OptionFields';

interface ConnectModalProps {
  readonly onClose: () => void;
  readonly onConnected: (id: string) => void;
}

/** Which CRM, what to call it, its token and its options; the form of the options comes from their schema. */
export const ConnectModal = ({ onClose, onConnected }: ConnectModalProps) => {
  const text = useText();
  const kinds = useEndpoint(connectorsEndpoints.kinds, {});
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [options, setOptions] = useState<Record<string, string | number | boolean>>({});
  const create = useAction(connectorsEndpoints.create);
  const kind = kinds.answer?.data.find((one) => one.kind === chosen) ?? kinds.answer?.data[0];
  const { said, isWhole } = useLacks({ secret: secret.trim() === '' && text('required') });
  const submit = async () => {
    if (!isWhole() || !kind) return;
    const outcome = await create.run({ kind: kind.kind, name: name || kind.label, secret, options });
    if (outcome.ok) onConnected(outcome.answer.data.id);
  };
  return (
    <FormModal
      title={text('connections.new')}
      doing={create}
      submitLabel={text('connections.connect')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Answered of={kinds}>
        {({ data }) => (
          <>
            <Field.Root name="kind" hint={kind?.description}>
              <Field.Label>{text('connections.crm')}</Field.Label>
              <SingleSelect value={kind?.kind} onChange={(value) => setChosen(String(value))}>
                {data.map((one) => (
                  <SingleSelectOption key={one.kind} value={one.kind}>
                    {one.label}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
              <Field.Hint />
            </Field.Root>
            <TextField
              name="name"
              label={text('name.label')}
              value={name}
              placeholder={kind?.label}
              onChange={setName}
            />
            <Field.Root name="secret" required error={said('secret')} hint={kind?.secret.help}>
              <Field.Label>{kind?.secret.label}</Field.Label>
              <TextInput
                type="password"
                autoComplete="off"
                value={secret}
                onChange={(event: { target: { value: string } }) => setSecret(event.target.value)}
              />
              <Field.Hint />
              <Field.Error />
            </Field.Root>
            {kind && <OptionFields schema={kind.options} values={options} onChange={setOptions} />}
          </>
        )}
      </Answered>
    </FormModal>
  );
};
