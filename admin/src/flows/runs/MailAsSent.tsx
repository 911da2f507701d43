import { useState } from 'react';

import { Box, Modal, TextButton, Typography } from '@strapi/design-system';

import { emailsEndpoints } from '../../../../plugin/src/emails/endpoints';
import { Answered } from '../../shared/Answered';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

interface MailAsSentProps {
  readonly effect: string;
  readonly label: string;
}

/** Opens a mail as it went out. It is asked for only then: it is written down who looked. */
export const MailAsSent = ({ effect, label }: MailAsSentProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const mail = useEndpoint(emailsEndpoints.sent, open ? { effect } : null);
  return (
    <>
      <TextButton onClick={() => setOpen(true)}>{label}</TextButton>
      {open && (
        <Modal.Root open onOpenChange={setOpen}>
          <Modal.Content>
            <Modal.Header closeLabel={text('close')}>
              <Modal.Title>{mail.answer?.data.subject ?? label}</Modal.Title>
            </Modal.Header>
            <Modal.Body>
              <Answered of={mail}>
                {({ data }) => (
                  <Box paddingBottom={4}>
                    <Typography tag="p" variant="pi" textColor="neutral600">
                      {text('flows.run.mail.hint', { template: data.template })}
                    </Typography>
                    <iframe
                      title={data.subject}
                      sandbox=""
                      srcDoc={data.html}
                      style={{ width: '100%', height: '56rem', border: 0, background: '#ffffff' }}
                    />
                  </Box>
                )}
              </Answered>
            </Modal.Body>
          </Modal.Content>
        </Modal.Root>
      )}
    </>
  );
};
