import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import { isEventMatch, type Trigger } from '../../../../plugin/src/flows/flow';
import { useText } from '../../shared/useText';
import { NameField } from './NameField';
import { SelectField } from './SelectField';
import { TextField } from './TextField';

interface TriggerFormProps {
  readonly trigger: Trigger;
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly onChange: (trigger: Trigger) => void;
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const BLANK: Readonly<Record<Trigger['kind'], () => Trigger>> = {
  event: () => ({ kind: 'event', name: 'Order Completed' }),
  'segment-entered': () => ({ kind: 'segment-entered', segment: '' }),
  schedule: () => ({ kind: 'schedule', cron: '0 9 * * 1', timezone: ownZone(), segment: '' }),
};

const KINDS = ['event', 'segment-entered', 'schedule'] as const;

/** What starts the flow. */
export const TriggerForm = ({ trigger, vocabulary, disabled, onChange }: TriggerFormProps) => {
  const text = useText();
  const segments = vocabulary.segments.map(({ key, name }) => ({ value: key, label: name }));
  return (
    <>
      <SelectField
        name="trigger"
        label={text('flows.trigger')}
        value={trigger.kind}
        options={KINDS.map((kind) => ({ value: kind, label: text(`flows.trigger.${kind}`) }))}
        disabled={disabled}
        onChange={(kind) => onChange(BLANK[kind as Trigger['kind']]())}
      />
      {isEventMatch(trigger) ? (
        <>
          <NameField
            name="event"
            label={text('events.event')}
            value={trigger.name}
            names={vocabulary.events.map(({ name }) => name)}
            disabled={disabled}
            onChange={(name) => onChange({ ...trigger, name })}
          />
          <TextField
            name="key"
            label={text('flows.key')}
            hint={text('flows.key.hint')}
            value={'key' in trigger ? String(trigger.key ?? '') : ''}
            disabled={disabled}
            onChange={(key) => onChange({ ...trigger, key: key || undefined })}
          />
        </>
      ) : (
        <SelectField
          name="segment"
          label={text('builder.segment')}
          value={trigger.segment}
          options={segments}
          disabled={disabled}
          onChange={(segment) => onChange({ ...trigger, segment })}
        />
      )}
      {trigger.kind === 'schedule' && (
        <>
          <TextField
            name="cron"
            label={text('flows.cron')}
            hint={text('flows.cron.hint')}
            value={trigger.cron}
            disabled={disabled}
            onChange={(cron) => onChange({ ...trigger, cron })}
          />
          <TextField
            name="timezone"
            label={text('flows.zone')}
            value={trigger.timezone}
            disabled={disabled}
            onChange={(timezone) => onChange({ ...trigger, timezone })}
          />
        </>
      )}
    </>
  );
};
