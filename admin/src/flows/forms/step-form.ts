import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import type { FlowDefinition, FlowStep } from '../../../../plugin/src/flows/flow';

export interface StepFormProps {
  readonly step: FlowStep;
  readonly draft: FlowDefinition;
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly onChange: (step: FlowStep) => void;
}
