import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import { SelectField } from './SelectField';

interface TargetFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly draft: FlowDefinition;
  readonly disabled: boolean;
  readonly onChange: (step: string) => void;
}

/** Which step comes next. */
export const TargetField = ({ draft, ...field }: TargetFieldProps) => (
  <SelectField {...field} options={Object.keys(draft.steps).map((name) => ({ value: name, label: name }))} />
);
