import { useState, type FormEvent } from 'react';

import {
  Button,
  Field,
  Flex,
  Modal,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';

import { connectorsEndpoints } from '../../../plugin/src/connectors/endpoints';
import { Answered } from '../shared/Answered';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useLacks } from '../shared/useLacks';
import { useText } from '../shared/useText';
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
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole() || !kind) return;
    const outcome = await create.run({ kind: kind.kind, name: name || kind.label, secret, options });
    if (outcome.ok) onConnected(outcome.answer.data.id);
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('connections.new')}</Modal.Title>
        </Modal.Header>
        <form onSubmit={submit}>
          <Modal.Body>
            <Answered of={kinds}>
              {({ data }) => (
                <Flex direction="column" alignItems="stretch" gap={5}>
                  {create.problem && <Trouble problem={create.problem} onClose={create.forget} />}
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
                  <Field.Root name="name">
                    <Field.Label>{text('name.label')}</Field.Label>
                    <TextInput
                      value={name}
                      placeholder={kind?.label}
                      onChange={(event: { target: { value: string } }) => setName(event.target.value)}
                    />
                  </Field.Root>
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
                </Flex>
              )}
            </Answered>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {text('cancel')}
            </Button>
            <Button type="submit" loading={create.running}>
              {text('connections.connect')}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
