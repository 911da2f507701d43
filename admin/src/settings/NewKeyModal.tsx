import { useState, type FormEvent } from 'react';

import { Alert, Button, Field, Flex, Modal, Radio, TextInput } from '@strapi/design-system';

import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { CopyField } from '../shared/CopyField';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useLacks } from '../shared/useLacks';
import { useText } from '../shared/useText';

interface NewKeyModalProps {
  readonly onClose: () => void;
  readonly onMade: () => void;
}

type Kind = 'browser' | 'server';

/** Asks for name and kind, then shows the key and its secret this one time. */
export const NewKeyModal = ({ onClose, onMade }: NewKeyModalProps) => {
  const text = useText();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('browser');
  const [made, setMade] = useState<{ key: string; secret: string }>();
  const create = useAction(settingsEndpoints.createKey);
  const { said, isWhole } = useLacks({ name: name.trim() === '' && text('required') });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole()) return;
    const outcome = await create.run({ name, kind });
    if (!outcome.ok) return;
    setMade(outcome.answer.data);
    onMade();
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text(made ? 'settings.keys.made' : 'settings.keys.new')}</Modal.Title>
        </Modal.Header>
        <form onSubmit={submit}>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              {create.problem && <Trouble problem={create.problem} onClose={create.forget} />}
              {made ? (
                <>
                  <Alert title={text('settings.keys.once')} closeLabel="" variant="warning">
                    {text('settings.keys.once.body')}
                  </Alert>
                  <CopyField label={text('settings.keys.key')} value={made.key} />
                  {made.secret !== made.key && (
                    <CopyField
                      label={text('settings.keys.secret')}
                      value={made.secret}
                      hint={text('settings.keys.secret.hint')}
                    />
                  )}
                </>
              ) : (
                <>
                  <Field.Root
                    name="name"
                    required
                    error={said('name')}
                    hint={text('settings.keys.name.hint')}
                  >
                    <Field.Label>{text('name.label')}</Field.Label>
                    <TextInput
                      value={name}
                      maxLength={80}
                      onChange={(event: { target: { value: string } }) => setName(event.target.value)}
                    />
                    <Field.Hint />
                    <Field.Error />
                  </Field.Root>
                  <Field.Root name="kind">
                    <Field.Label>{text('settings.keys.kind')}</Field.Label>
                    <Radio.Group value={kind} onValueChange={(value) => setKind(value as Kind)}>
                      <Radio.Item value="browser">{text('settings.keys.kind.browser.hint')}</Radio.Item>
                      <Radio.Item value="server">{text('settings.keys.kind.server.hint')}</Radio.Item>
                    </Radio.Group>
                  </Field.Root>
                </>
              )}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {text(made ? 'done' : 'cancel')}
            </Button>
            {!made && (
              <Button type="submit" loading={create.running}>
                {text('settings.keys.create')}
              </Button>
            )}
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
