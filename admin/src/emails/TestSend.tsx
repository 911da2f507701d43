import { useState, type FormEvent } from 'react';

import { Button, Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useAuth } from '@strapi/strapi/admin';

import { emailsEndpoints } from '../../../plugin/src/emails/endpoints';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useLacks } from '../shared/useLacks';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

interface TestSendProps {
  readonly template: string;
  readonly profileId: string | undefined;
  /** Unsaved changes are not in the mail: say so. */
  readonly changed: boolean;
}

/** Sends the saved template to one address, by default one's own. */
export const TestSend = ({ template, profileId, changed }: TestSendProps) => {
  const text = useText();
  const notice = useNotice();
  const own = useAuth('Attune', ({ user }) => user?.email) ?? '';
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState(own);
  const send = useAction(emailsEndpoints.test);
  const { said, isWhole } = useLacks({ to: to.trim() === '' && text('required') });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole()) return;
    const outcome = await send.run({ template, to, profileId });
    if (!outcome.ok) return;
    notice.done(text('emails.sent', { to }));
    setOpen(false);
  };
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="secondary" startIcon={<PaperPlane />}>
          {text('emails.test')}
        </Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('emails.test')}</Modal.Title>
        </Modal.Header>
        <form onSubmit={submit}>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {send.problem && <Trouble problem={send.problem} onClose={send.forget} />}
              {changed && <Typography textColor="warning600">{text('emails.test.unsaved')}</Typography>}
              <Field.Root
                name="to"
                required
                error={said('to')}
                hint={text(profileId ? 'emails.test.person' : 'emails.test.sample')}
              >
                <Field.Label>{text('emails.to')}</Field.Label>
                <TextInput
                  type="email"
                  value={to}
                  onChange={(event: { target: { value: string } }) => setTo(event.target.value)}
                />
                <Field.Hint />
                <Field.Error />
              </Field.Root>
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={() => setOpen(false)}>
              {text('cancel')}
            </Button>
            <Button type="submit" loading={send.running}>
              {text('emails.send')}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
