import { useState } from 'react';

import { Checkbox, Typography } from '@strapi/design-system';

import { emailsEndpoints } from '../../../plugin/src/emails/endpoints';
import { isZone } from '../../../plugin/src/time';
import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { FormModal } from '../shared/FormModal';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useLacks } from '../shared/useLacks';
import { useText } from '../shared/useText';
import { messageDraft, type Message } from './draft/message-draft';
import { ownZone } from './forms/own-zone';
import { ScheduleFields } from './forms/ScheduleFields';
import { SelectField } from './forms/SelectField';

interface NewMessageModalProps {
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}

const ALL = { pageSize: 100 };

/** One mail to everyone in a segment: the short form of a flow, which opens as a draft. */
export const NewMessageModal = ({ onClose, onMade }: NewMessageModalProps) => {
  const text = useText();
  const segments = useEndpoint(segmentsEndpoints.list, ALL);
  const emails = useEndpoint(emailsEndpoints.list, ALL);
  const create = useAction(flowsEndpoints.create);
  const [message, setMessage] = useState<Message>({
    when: { timezone: ownZone() },
    ...{ segment: '', template: '', review: false },
  });
  const { segment, template, when, review } = message;
  const set = (part: Partial<Message>) => setMessage({ ...message, ...part });
  const to = segments.answer?.data.find(({ key }) => key === segment);
  const mail = emails.answer?.data.find(({ key }) => key === template);
  const { said, isWhole } = useLacks({
    segment: segment === '' && text('required'),
    template: template === '' && text('required'),
    // Said where it is chosen.
    timezone: !isZone(when.timezone) && text('flows.zone.unknown'),
  });
  const make = async () => {
    if (!isWhole()) return;
    const name = text('flows.message.name', { mail: mail?.name ?? template, segment: to?.name ?? segment });
    const outcome = await create.run({ name, draft: messageDraft(message) });
    if (outcome.ok) onMade(outcome.answer.data.id);
  };
  return (
    <FormModal
      title={text('flows.message')}
      doing={create}
      submitLabel={text('flows.message.make')}
      onSubmit={make}
      onClose={onClose}
    >
      <Typography textColor="neutral600">{text('flows.message.hint')}</Typography>
      <SelectField
        name="segment"
        label={text('builder.segment')}
        value={segment}
        error={said('segment')}
        hint={to && text('flows.message.size', { size: to.size })}
        options={(segments.answer?.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
        disabled={create.running}
        onChange={(key) => set({ segment: key })}
      />
      <SelectField
        name="template"
        label={text('flows.mail.template')}
        value={template}
        error={said('template')}
        options={(emails.answer?.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
        disabled={create.running}
        onChange={(key) => set({ template: key })}
      />
      <ScheduleFields value={when} disabled={create.running} onChange={(next) => set({ when: next })} />
      <Checkbox checked={review} onCheckedChange={(checked) => set({ review: checked === true })}>
        {text('flows.mail.review')}
      </Checkbox>
    </FormModal>
  );
};
