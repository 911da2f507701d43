import { useState } from 'react';

import { Button, Flex, Grid } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useDebounce } from '@strapi/strapi/admin';

import { emailsEndpoints, type ShownEmail } from '../../../plugin/src/emails/endpoints';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { Trouble } from '../shared/Trouble';
import { useEndpoint } from '../shared/useEndpoint';
import { useLacks } from '../shared/useLacks';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { EmailMenu } from './EmailMenu';
import { EmailPreview } from './EmailPreview';
import { EmailSourceFields } from './EmailSourceFields';
import { TestSend } from './TestSend';
import { useEmailForm } from './useEmailForm';

const PAUSE = 500;

/** Left the source, right the mail as a person would get it. */
export const EmailForm = ({ email }: { readonly email?: ShownEmail }) => {
  const text = useText();
  const mayChange = useMay('emails.update');
  const maySend = useMay('emails.send');
  const form = useEmailForm(email);
  const [profileId, setProfileId] = useState<string>();
  const { said, isWhole } = useLacks({
    name: form.name.trim() === '' && text('required'),
    subject: form.source.subject.trim() === '' && text('required'),
    html: form.source.html === '' && text('required'),
  });
  const source = useDebounce(form.source, PAUSE);
  const readable = source.subject.trim() !== '' && source.html !== '';
  const preview = useEndpoint(emailsEndpoints.preview, readable ? { source, profileId } : null);
  const problems = preview.answer?.data.problems ?? form.saved?.problems ?? [];
  return (
    <Screen
      title={form.name || text('emails.untitled')}
      subtitle={form.saved ? text('emails.key', { key: form.saved.key }) : text('emails.new.subtitle')}
      backTo={pathTo('emails')}
      action={
        <Flex gap={2}>
          {form.saved && mayChange && <EmailMenu email={form.saved} onReset={form.take} />}
          {form.saved && maySend && (
            <TestSend template={form.saved.id} profileId={profileId} changed={form.changed} />
          )}
          {mayChange && (
            <Button
              startIcon={<Check />}
              loading={form.saving}
              disabled={form.saved !== undefined && !form.changed}
              onClick={() => isWhole() && form.save()}
            >
              {text('save')}
            </Button>
          )}
        </Flex>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {form.problem && <Trouble problem={form.problem} onClose={form.forget} />}
        <Grid.Root gap={5}>
          <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
            <EmailSourceFields form={form} problems={problems} lackOf={said} disabled={!mayChange} />
          </Grid.Item>
          <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
            <EmailPreview
              readable={readable}
              preview={preview}
              profileId={profileId}
              onPerson={setProfileId}
            />
          </Grid.Item>
        </Grid.Root>
      </Flex>
    </Screen>
  );
};
