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
  /** False while there is neither subject nor text: then there is nothing to show. */
  readonly readable: boolean;
  readonly preview: EndpointState<AnswerOf<(typeof emailsEndpoints)['preview']>>;
  readonly profileId: string | undefined;
  readonly onPerson: (profileId: string | undefined) => void;
}

type Device = 'desktop' | 'phone' | 'text';

/** The mail as it would arrive, in a frame that runs no script. */
export const EmailPreview = ({ readable, preview, profileId, onPerson }: EmailPreviewProps) => {
  const text = useText();
  const maySeePeople = useMay('people.read');
  const [device, setDevice] = useState<Device>('desktop');
  const mail = readable ? preview.answer?.data : undefined;
  const wrong = mail?.problems ?? [];
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
        {!readable && <Typography textColor="neutral600">{text('emails.preview.nothing')}</Typography>}
        {wrong.length > 0 && (
          <Box tag="section" background="danger100" hasRadius padding={3}>
            <Typography textColor="danger700">{text('emails.preview.wrong')}</Typography>
            {wrong.map(({ part, line, message }) => (
              <Typography key={`${part} ${line} ${message}`} tag="p" variant="pi" textColor="danger700">
                {text(`emails.${part}`)}, {text('emails.line', { line, message })}
              </Typography>
            ))}
          </Box>
        )}
        {mail && wrong.length === 0 && (
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
