import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import type { FlowDefinition, Trigger } from '../../../../plugin/src/flows/flow';
import { useFields } from '../../segments/FieldsContext';
import { CopyField } from '../../shared/CopyField';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { ownZone } from './own-zone';
import { ScheduleFields } from './ScheduleFields';
import type { Values } from './schema/option';
import { SchemaForm } from './schema/SchemaForm';
import type { FieldSchema } from './schema/schema-field';
import { SelectField } from './SelectField';

interface TriggerFormProps {
  readonly trigger: Trigger;
  readonly draft: FlowDefinition;
  /** The flow's own key. */
  readonly flowKey: string;
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

/** When a schedule begins has fields of its own; the schema's are left for whom. */
const SCHEDULED = ['cron', 'at', 'timezone'];

const without = ({ properties = {}, ...schema }: FieldSchema, names: readonly string[]): FieldSchema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))),
});

/** What starts the flow. */
export const TriggerForm = ({ trigger, draft, flowKey, onChange }: TriggerFormProps) => {
  const text = useText();
  const { disabled } = useFields();
  const { answer } = useEndpoint(flowsEndpoints.triggerKinds, {});
  const schema = answer?.data.find(({ kind }) => kind === trigger.kind)?.options as FieldSchema | undefined;
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
      {schema && (
        <SchemaForm
          key={trigger.kind}
          path="trigger"
          schema={trigger.kind === 'schedule' ? without(schema, SCHEDULED) : schema}
          value={trigger as unknown as Values}
          draft={draft}
          onChange={(next) => onChange(next as unknown as Trigger)}
        />
      )}
      {trigger.kind === 'api' && (
        <CopyField
          label={text('flows.api.address')}
          hint={text('flows.api.hint')}
          value={`POST /api/attune/v1/flows/${flowKey}/trigger`}
        />
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
