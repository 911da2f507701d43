import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import { SelectField } from './SelectField';
import { useStepName } from './step-names';

interface TargetFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly draft: FlowDefinition;
  readonly disabled: boolean;
  readonly onChange: (step: string) => void;
}

/** Which step comes next. */
export const TargetField = ({ draft, ...field }: TargetFieldProps) => {
  const nameOf = useStepName();
  const options = Object.keys(draft.steps).map((name) => ({ value: name, label: nameOf(name) }));
  return <SelectField {...field} options={options} />;
};
