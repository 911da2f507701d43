import { Checkbox } from '@strapi/design-system';

import type { Filter } from '../../../../plugin/src/conditions/condition';
import type { EventExit, Exit } from '../../../../plugin/src/flows/flow';
import { useFields } from '../../segments/FieldsContext';
import { NameField } from '../../shared/NameField';
import { useText } from '../../shared/useText';
import { useFaultsBelow } from './schema/FaultsContext';
import { FaultLine } from './schema/FieldFault';
import { SelectField } from './SelectField';
import { WhereField } from './WhereField';

interface ExitFieldsProps {
  readonly name: string;
  /** Where it stands in the flow: `exits.0`, `goal`. */
  readonly path: string;
  readonly exit: Exit;
  readonly onChange: (exit: Exit) => void;
}

const KINDS = ['event', 'segment-entered', 'segment-left'] as const;

/** Of another kind, with nothing chosen yet. */
const blank = (kind: string): Exit => {
  const segment = KINDS.find((each) => each === kind);
  if (segment === undefined || segment === 'event') return { kind: 'event', name: 'Order Completed' };
  return { kind: segment, segment: '' };
};

/** Something that happens, or a segment that is entered or left: what ends a run, or what it is for. */
export const ExitFields = ({ name, path, exit, onChange }: ExitFieldsProps) => {
  const text = useText();
  const { vocabulary, disabled } = useFields();
  const faults = useFaultsBelow(path);
  const event = exit.kind === 'event' ? exit : undefined;
  const seen = vocabulary.events.find((each) => each.name === event?.name);
  return (
    <>
      <SelectField
        name={`${name}-kind`}
        label={text('flows.exit.when')}
        value={exit.kind}
        options={KINDS.map((value) => ({ value, label: text(`flows.exit.${value}`) }))}
        disabled={disabled}
        onChange={(kind) => onChange(blank(kind))}
      />
      {event ? (
        <>
          <NameField
            name={name}
            label={text('events.event')}
            value={event.name}
            names={vocabulary.events.map((each) => each.name)}
            disabled={disabled}
            onChange={(chosen) => onChange({ ...event, name: chosen })}
          />
          <WhereField
            label={text('flows.exit.where')}
            where={event.where as Filter | undefined}
            names={seen?.properties ?? []}
            what={text('builder.property')}
            onChange={(where) => onChange({ ...event, where: where as EventExit['where'] })}
          />
          <Checkbox
            checked={event.sameKey === true}
            disabled={disabled}
            onCheckedChange={(checked) => onChange({ ...event, sameKey: checked === true })}
          >
            {text('flows.exit.samekey')}
          </Checkbox>
        </>
      ) : (
        'segment' in exit && (
          <SelectField
            name={name}
            label={text('builder.segment')}
            value={exit.segment}
            options={vocabulary.segments.map(({ key, name: label }) => ({ value: key, label }))}
            disabled={disabled}
            onChange={(segment) => onChange({ ...exit, segment })}
          />
        )
      )}
      {faults.map((fault) => (
        <FaultLine key={fault}>{fault}</FaultLine>
      ))}
    </>
  );
};
