import type { Json } from '../../../../plugin/src/json';
import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { isEventMatch, type FlowDefinition, type Trigger } from '../../../../plugin/src/flows/flow';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { NameField } from './NameField';
import { ownZone } from './own-zone';
import { ScheduleFields } from './ScheduleFields';
import { SchemaForm } from './SchemaForm';
import { SelectField } from './SelectField';
import { TextField } from './TextField';

interface TriggerFormProps {
  readonly trigger: Trigger;
  readonly draft: FlowDefinition;
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly onChange: (trigger: Trigger) => void;
}

const BLANK: Readonly<Record<Trigger['kind'], () => Trigger>> = {
  event: () => ({ kind: 'event', name: 'Order Completed' }),
  'segment-entered': () => ({ kind: 'segment-entered', segment: '' }),
  'segment-left': () => ({ kind: 'segment-left', segment: '' }),
  date: () => ({ kind: 'date', field: '', zone: ownZone() }),
  inactivity: () => ({ kind: 'inactivity', for: '30d' }),
  'cart-left': () => ({ kind: 'cart-left', for: '1h' }),
  schedule: () => ({ kind: 'schedule', cron: '0 9 * * 1', timezone: ownZone(), segment: '' }),
  entry: () => ({ kind: 'entry', type: '', on: 'published', segment: '' }),
  api: () => ({ kind: 'api' }),
};

const KINDS = Object.keys(BLANK) as readonly Trigger['kind'][];

/** A trigger with these options alone, as it is kept. */
type Options = Readonly<Record<string, Json | undefined>>;

/** What starts the flow. */
export const TriggerForm = ({ trigger, draft, vocabulary, disabled, onChange }: TriggerFormProps) => {
  const text = useText();
  const { answer } = useEndpoint(flowsEndpoints.triggerKinds, {});
  const schema = answer?.data.find(({ kind }) => kind === trigger.kind)?.options;
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
      ) : 'segment' in trigger && trigger.kind !== 'entry' ? (
        <SelectField
          name="segment"
          label={text('builder.segment')}
          value={trigger.segment}
          options={segments}
          disabled={disabled}
          onChange={(segment) => onChange({ ...trigger, segment })}
        />
      ) : (
        schema && (
          <SchemaForm
            key={trigger.kind}
            schema={schema}
            value={trigger as unknown as Options}
            draft={draft}
            disabled={disabled}
            onChange={(next) => onChange(next as unknown as Trigger)}
          />
        )
      )}
      {trigger.kind === 'schedule' && (
        <ScheduleFields
          value={trigger}
          disabled={disabled}
          onChange={({ cron, at, timezone }) => {
            const { kind, segment } = trigger;
            onChange({
              kind,
              segment,
              timezone,
              ...(cron !== undefined && { cron }),
              ...(at !== undefined && { at }),
            });
          }}
        />
      )}
    </>
  );
};
