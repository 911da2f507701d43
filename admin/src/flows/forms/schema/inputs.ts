import type { ComponentType } from 'react';

import { ChoiceInput, ChoicesInput, MailInput, StepInput, SwitchInput } from './ChoiceInputs';
import { ContentTypeInput } from './ContentTypeInput';
import { ConnectionInput, CrmListInput, FlowInput, ListInput, SegmentInput } from './KeyInputs';
import { EventInput, EventsInput, PathInput, TraitInput, ZoneInput } from './NameInputs';
import type { OptionProps } from './option';
import { JsonInput, NumberOption, TextInput, TextsInput } from './PlainInputs';
import type { FieldKind } from './schema-field';
import { DurationOption, TimeInput } from './TimeInputs';
import { WhereInput } from './WhereInput';

/** With what each kind of option is filled in. */
export const inputs: Readonly<Record<Exclude<FieldKind, 'group' | 'rows'>, ComponentType<OptionProps>>> = {
  step: StepInput,
  duration: DurationOption,
  time: TimeInput,
  zone: ZoneInput,
  event: EventInput,
  events: EventsInput,
  path: PathInput,
  where: WhereInput,
  segment: SegmentInput,
  list: ListInput,
  flow: FlowInput,
  connection: ConnectionInput,
  'crm-list': CrmListInput,
  trait: TraitInput,
  'content-type': ContentTypeInput,
  mail: MailInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  switch: SwitchInput,
  text: TextInput,
  texts: TextsInput,
  number: NumberOption,
  json: JsonInput,
};
