import type { FlowDefinition } from './flow';
import type { FlowSteps } from './steps/definitions';
import { triggerOf } from './triggers/behaviours';

/** What runs of a flow are begun about, so that two flows can be laid beside each other; undefined where nobody can say. */
const aboutOf = (definition: FlowDefinition): string | undefined =>
  triggerOf(definition).about?.(definition.trigger as never);

const writes = ({ steps: its }: FlowDefinition, steps: FlowSteps): boolean =>
  Object.values(its).some(({ kind }) => steps.has(kind) && steps.get(kind).behaviour.reachesPerson === true);

/** Whether two flows begin with the same and both write: the same people would hear of the same from each. */
export const writeAlike = (a: FlowDefinition, b: FlowDefinition, steps: FlowSteps): boolean => {
  const about = aboutOf(a);
  return about !== undefined && about === aboutOf(b) && writes(a, steps) && writes(b, steps);
};
