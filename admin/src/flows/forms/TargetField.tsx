import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import { SelectField } from './SelectField';
import { useStepName } from './step-names';

interface TargetFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** What no step at all is called, where there need not be one. */
  readonly none?: string;
  readonly draft: FlowDefinition;
  readonly disabled: boolean;
  readonly onChange: (step: string) => void;
}

/** Which step comes next. */
export const TargetField = ({ draft, none, ...field }: TargetFieldProps) => {
  const nameOf = useStepName();
  const steps = Object.keys(draft.steps).map((name) => ({ value: name, label: nameOf(name) }));
  const options = none === undefined ? steps : [{ value: '', label: none }, ...steps];
  return <SelectField {...field} options={options} />;
};
