import { useState } from 'react';

import { Box, Modal, TextButton, Typography } from '@strapi/design-system';

import { emailsEndpoints } from '../../../plugin/src/emails/endpoints';
import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { Answered } from '../shared/Answered';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';

interface OpenMailProps {
  /** Its id in the outbox. */
  readonly effect: string;
  /** Whether it has gone, or would go. */
  readonly as: 'sent' | 'waiting';
}

const ENDPOINTS = { sent: emailsEndpoints.sent, waiting: flowsEndpoints.waitingMail } as const;

/** Opens a mail as it went out, or as it would go now. It is asked for only then: it is written down who looked. */
export const OpenMail = ({ effect, as }: OpenMailProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const label = text(`flows.mail.${as}`);
  const mail = useEndpoint(ENDPOINTS[as], open ? { effect } : null);
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
                    <Typography tag="p" variant="pi" textColor="neutral600" paddingBottom={3}>
                      {text(`flows.mail.${as}.hint`, { template: data.template })}
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
