import { useText } from '../../shared/useText';
import { DurationInput } from './DurationInput';
import type { StepFormProps } from './step-form';
import { TargetField } from './TargetField';

export const WaitForm = ({ step, draft, disabled, onChange }: StepFormProps) => {
  const text = useText();
  return (
    <>
      <DurationInput
        name="for"
        label={text('flows.wait.for')}
        value={String(step.for ?? '1h')}
        disabled={disabled}
        onChange={(value) => onChange({ ...step, for: value })}
      />
      <TargetField
        name="next"
        label={text('flows.next')}
        value={String(step.next ?? '')}
        draft={draft}
        disabled={disabled}
        onChange={(next) => onChange({ ...step, next })}
      />
    </>
  );
};
