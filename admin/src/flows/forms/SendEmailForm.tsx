import { Checkbox } from '@strapi/design-system';

import { emailsEndpoints } from '../../../../plugin/src/emails/endpoints';
import { PURPOSES } from '../../../../plugin/src/privacy/purpose';
import { useEndpoint } from '../../shared/useEndpoint';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { OptionalDuration } from './OptionalDuration';
import { SelectField } from './SelectField';
import type { StepFormProps } from './step-form';
import { TargetField } from './TargetField';

const ALL = { pageSize: 100 };

/** Service mails (an order, a password) need no yes; every other purpose does. */
const SERVICE = 'service';

export const SendEmailForm = ({ step, draft, disabled, onChange }: StepFormProps) => {
  const text = useText();
  const mayRead = useMay('emails.read');
  const { answer } = useEndpoint(emailsEndpoints.list, mayRead ? ALL : null);
  return (
    <>
      <SelectField
        name="template"
        label={text('flows.mail.template')}
        value={String(step.template ?? '')}
        options={(answer?.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
        disabled={disabled}
        onChange={(template) => onChange({ ...step, template })}
      />
      <SelectField
        name="purpose"
        label={text('flows.mail.purpose')}
        hint={text('flows.mail.purpose.hint')}
        value={String(step.purpose ?? 'marketing')}
        options={[
          ...PURPOSES.map((purpose) => ({ value: purpose, label: text(`purpose.${purpose}`) })),
          { value: SERVICE, label: text('purpose.service') },
        ]}
        disabled={disabled}
        onChange={(purpose) => onChange({ ...step, purpose })}
      />
      <Checkbox
        checked={step.review === true}
        disabled={disabled}
        onCheckedChange={(checked) => onChange({ ...step, review: checked === true || undefined })}
      >
        {text('flows.mail.review')}
      </Checkbox>
      <OptionalDuration
        name="expires"
        asks={text('flows.mail.expires.asks')}
        label={text('flows.mail.expires')}
        usual="1d"
        value={step.expires === undefined ? undefined : String(step.expires)}
        disabled={disabled}
        onChange={(expires) => onChange({ ...step, expires })}
      />
      <TargetField
        name="next"
        label={text('flows.next')}
        value={String(step.next ?? '')}
        draft={draft}
        disabled={disabled}
        onChange={(next) => onChange({ ...step, next })}
      />
      <TargetField
        name="failed"
        label={text('flows.mail.failed')}
        none={text('flows.mail.failed.none')}
        value={String(step.failed ?? '')}
        draft={draft}
        disabled={disabled}
        onChange={(failed) => onChange({ ...step, failed: failed === '' ? undefined : failed })}
      />
    </>
  );
};
