import { useState } from 'react';

import { Badge, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';

import { emailsEndpoints } from '../../../plugin/src/emails/endpoints';
import { Answered } from '../shared/Answered';
import { Panel } from '../shared/Panel';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';

/** How mails leave, and a button that tries it. */
export const MailPanel = () => {
  const text = useText();
  const mayChange = useMay('settings.update');
  const own = useAuth('Attune', ({ user }) => user?.email) ?? '';
  const [to, setTo] = useState(own);
  const [result, setResult] = useState<{ ok: boolean; message: string }>();
  const transport = useEndpoint(emailsEndpoints.transport, {});
  const test = useAction(emailsEndpoints.testTransport);
  const attempt = async () => {
    const outcome = await test.run({ to: to.trim() || undefined });
    setResult(outcome.ok ? outcome.answer.data : { ok: false, message: outcome.problem.message });
    transport.reload();
  };
  return (
    <Panel title={text('settings.mail.title')} hint={text('settings.mail.hint')}>
      <Answered of={transport}>
        {({ data }) => (
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Flex gap={3} wrap="wrap">
              <Badge variant={data.fault ? 'danger' : data.held ? 'warning' : 'success'}>
                {text(data.fault ? 'attention' : data.held ? 'settings.mail.held' : 'ok')}
              </Badge>
              <Typography>
                {text(data.target === '' ? 'settings.mail.unset' : 'settings.mail.from', {
                  label: data.label,
                  target: data.target,
                  from: data.from,
                })}
              </Typography>
            </Flex>
            {data.fault && <Typography textColor="danger600">{data.fault}</Typography>}
            {mayChange && (
              <Flex gap={3} alignItems="flex-end">
                <Field.Root name="to" width="32rem">
                  <Field.Label>{text('settings.mail.to')}</Field.Label>
                  <TextInput
                    type="email"
                    value={to}
                    onChange={(event: { target: { value: string } }) => setTo(event.target.value)}
                  />
                </Field.Root>
                <Button variant="secondary" size="L" loading={test.running} onClick={attempt}>
                  {text('settings.mail.test')}
                </Button>
              </Flex>
            )}
            {result && (
              <Typography role="status" textColor={result.ok ? 'success600' : 'danger600'}>
                {result.message}
              </Typography>
            )}
          </Flex>
        )}
      </Answered>
    </Panel>
  );
};
