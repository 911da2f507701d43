import { useState } from 'react';

import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import type { emailsEndpoints } from '../../../plugin/src/emails/endpoints';
import type { AnswerOf } from '../../../plugin/src/endpoints';
import { Panel } from '../shared/Panel';
import { PersonPicker } from '../shared/PersonPicker';
import { Trouble } from '../shared/Trouble';
import type { EndpointState } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';

interface EmailPreviewProps {
  readonly preview: EndpointState<AnswerOf<(typeof emailsEndpoints)['preview']>>;
  readonly profileId: string | undefined;
  readonly onPerson: (profileId: string | undefined) => void;
}

type Device = 'desktop' | 'phone' | 'text';

/** The mail as it would arrive, in a frame that runs no script. */
export const EmailPreview = ({ preview, profileId, onPerson }: EmailPreviewProps) => {
  const text = useText();
  const maySeePeople = useMay('people.read');
  const [device, setDevice] = useState<Device>('desktop');
  const mail = preview.answer?.data;
  return (
    <Panel title={text('emails.preview')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={2} wrap="wrap">
          <SingleSelect
            size="S"
            aria-label={text('emails.device')}
            value={device}
            onChange={(value) => setDevice(value as Device)}
          >
            {(['desktop', 'phone', 'text'] as const).map((each) => (
              <SingleSelectOption key={each} value={each}>
                {text(`emails.device.${each}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          {maySeePeople && (
            <Box flex="1" minWidth="18rem">
              <PersonPicker label={text('emails.as')} value={profileId} onChange={onPerson} />
            </Box>
          )}
        </Flex>
        {preview.problem && <Trouble problem={preview.problem} onRetry={preview.reload} />}
        {mail && (
          <>
            <Box background="neutral100" hasRadius padding={3}>
              <Typography variant="pi" textColor="neutral600">
                {text('emails.subject')}
              </Typography>
              <Typography tag="div" fontWeight="semiBold">
                {mail.subject}
              </Typography>
            </Box>
            {device === 'text' ? (
              <Typography tag="pre" style={{ whiteSpace: 'pre-wrap', fontFamily: 'monospace' }}>
                {mail.text}
              </Typography>
            ) : (
              <Flex justifyContent="center">
                <iframe
                  title={text('emails.preview')}
                  sandbox=""
                  srcDoc={mail.html}
                  style={{
                    width: device === 'phone' ? '375px' : '100%',
                    maxWidth: '100%',
                    height: '62rem',
                    border: '1px solid #dcdce4',
                    borderRadius: 4,
                    background: '#ffffff',
                  }}
                />
              </Flex>
            )}
          </>
        )}
      </Flex>
    </Panel>
  );
};
