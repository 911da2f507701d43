import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import type { ToldWay } from '../../../../plugin/src/flows/describe';
import type { FlowDefinition, FlowStep } from '../../../../plugin/src/flows/flow';

export interface StepFormProps {
  readonly step: FlowStep;
  readonly draft: FlowDefinition;
  readonly vocabulary: Vocabulary;
  /** Its ways on, as the server tells them. */
  readonly ways: readonly ToldWay[];
  readonly disabled: boolean;
  readonly onChange: (step: FlowStep) => void;
}
