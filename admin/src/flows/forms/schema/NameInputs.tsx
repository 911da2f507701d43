import type { Vocabulary } from '../../../../../plugin/src/conditions/endpoints';
import type { Json } from '../../../../../plugin/src/json';
import { useFields } from '../../../segments/FieldsContext';
import { EventNames } from '../EventNames';
import { NameField } from '../../../shared/NameField';
import { zones } from '../own-zone';
import { listed, wordsOf, type OptionProps, type Values } from './option';
import { hintOf } from './schema-field';
import { useEntryTypes } from './useEntryTypes';

/** A name out of those that were seen, or another one; emptied, an option that need not be is left out. */
const nameInput =
  (useNames: (props: OptionProps) => readonly string[]) =>
  (props: OptionProps): JSX.Element => {
    const { name, label, schema, value, needed, onChange } = props;
    const { disabled } = useFields();
    return (
      <NameField
        {...{ name, label, disabled, onChange }}
        names={useNames(props)}
        hint={hintOf(schema)}
        value={wordsOf(value)}
        onClear={needed ? undefined : () => onChange(undefined)}
      />
    );
  };

const useEvents = (): readonly string[] => useFields().vocabulary.events.map(({ name }) => name);
const useTraits = (): readonly string[] => useFields().vocabulary.traits.map(({ name }) => name);

const propertiesOf = (vocabulary: Vocabulary, event: Json) =>
  vocabulary.events.find(({ name }) => name === event)?.properties ?? [];

/** The event whose properties are meant: the one chosen beside it, or the trigger's. */
const eventOf = ({ name, siblings, draft }: OptionProps): Json | undefined => {
  if (name === 'from' || siblings.of === 'trigger') return 'name' in draft.trigger ? draft.trigger.name : '';
  return (siblings.event as Values | undefined)?.name ?? siblings.name;
};

/** What holds the field: an event, an entry of the type that is chosen, or a person by their traits. */
const usePaths = (props: OptionProps): readonly string[] => {
  const { vocabulary } = useFields();
  const { type } = props.siblings;
  const types = useEntryTypes(type !== undefined);
  if (type !== undefined) return types.find((each) => each.type === type)?.fields ?? [];
  const event = eventOf(props);
  const seen = event === undefined ? vocabulary.traits : propertiesOf(vocabulary, event);
  return seen.map(({ name }) => name);
};

export const EventInput = nameInput(useEvents);
export const TraitInput = nameInput(useTraits);
export const ZoneInput = nameInput(zones);
export const PathInput = nameInput(usePaths);

export const EventsInput = ({ name, label, schema, value, onChange }: OptionProps) => (
  <EventNames {...{ name, label, onChange }} hint={hintOf(schema)} value={listed(value)} />
);
