import { needs } from '../conditions';
import { isEventMatch, type FlowDefinition } from './flow';
import type { FlowSteps } from './steps/definitions';

/** What a flow names outside itself, by key. */
export interface FlowReferences {
  readonly templates: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
}

export const flowReferences = (definition: FlowDefinition, steps: FlowSteps): FlowReferences => {
  const refers = Object.values(definition.steps).flatMap((step) =>
    steps.has(step.kind) ? [steps.get(step.kind).behaviour.refers?.(step as never) ?? {}] : [],
  );
  const { trigger, exits = [], goal } = definition;
  const listened = [trigger, ...exits, ...(goal ? [goal] : [])].flatMap((each) =>
    isEventMatch(each) ? [] : [each.segment],
  );
  const asked = refers.flatMap(({ conditions = [] }) =>
    conditions.flatMap((each) => [...needs(each).segments]),
  );
  return {
    templates: new Set(refers.flatMap(({ templates = [] }) => templates)),
    segments: new Set([...listened, ...asked]),
  };
};
