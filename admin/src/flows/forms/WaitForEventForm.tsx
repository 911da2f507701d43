import { useText } from '../../shared/useText';
import { DurationInput } from './DurationInput';
import { NameField } from './NameField';
import type { StepFormProps } from './step-form';
import { TargetField } from './TargetField';

export const WaitForEventForm = ({ step, draft, vocabulary, disabled, onChange }: StepFormProps) => {
  const text = useText();
  return (
    <>
      <NameField
        name="name"
        label={text('events.event')}
        value={String(step.name ?? '')}
        names={vocabulary.events.map(({ name }) => name)}
        disabled={disabled}
        onChange={(name) => onChange({ ...step, name })}
      />
      <DurationInput
        name="timeout"
        label={text('flows.timeout')}
        value={String(step.timeout ?? '24h')}
        disabled={disabled}
        onChange={(timeout) => onChange({ ...step, timeout })}
      />
      <TargetField
        name="then"
        label={text('flows.way.then')}
        value={String(step.then ?? '')}
        draft={draft}
        disabled={disabled}
        onChange={(then) => onChange({ ...step, then })}
      />
      <TargetField
        name="otherwise"
        label={text('flows.way.otherwise')}
        value={String(step.otherwise ?? '')}
        draft={draft}
        disabled={disabled}
        onChange={(otherwise) => onChange({ ...step, otherwise })}
      />
    </>
  );
};
