import { groupsIn, leavesOf, type Condition, type Conditions, type Needs } from '../conditions';
import { isPluginError } from '../errors';
import { isEventMatch, type FlowDefinition } from './flow';
import type { FlowSteps } from './steps/definitions';
import { triggerOf } from './triggers/behaviours';

/** What a flow names outside itself, by key. */
export interface FlowReferences {
  readonly templates: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  /** Other flows. */
  readonly flows: ReadonlySet<string>;
  /** Connections to CRMs, by id. */
  readonly connections: ReadonlySet<string>;
  /** Saved groups. */
  readonly groups: ReadonlySet<string>;
}

const refersOf = ({ steps: its }: FlowDefinition, steps: FlowSteps) =>
  Object.values(its).flatMap((step) =>
    steps.has(step.kind) ? [steps.get(step.kind).behaviour.refers?.(step as never) ?? {}] : [],
  );

/** What each part of a condition needs; one whose kind is gone needs nothing. */
const partsNeeds = (condition: Condition, conditions: Conditions): readonly Needs[] =>
  leavesOf(condition).flatMap((leaf) => {
    try {
      return [conditions.needs(leaf)];
    } catch (error) {
      if (isPluginError(error)) return [];
      throw error;
    }
  });

/** What the conditions of a flow's steps need to be judged, part by part. */
const flowNeeds = (definition: FlowDefinition, steps: FlowSteps): readonly Needs[] =>
  refersOf(definition, steps)
    .flatMap(({ conditions = [] }) => conditions)
    .flatMap((condition) => partsNeeds(condition, steps.conditions));

/** Figures whose spread among all people a flow's conditions ask for, by their key. */
export const flowFigures = (definition: FlowDefinition, steps: FlowSteps): Needs['populations'] =>
  new Map(flowNeeds(definition, steps).flatMap(({ populations }) => [...populations]));

/** Where nothing else of a flow is asked for. */
const NO_TRIGGER = { kind: 'api' } as const;
const THE_TRIGGER = '@trigger';

export const flowReferences = (definition: FlowDefinition, steps: FlowSteps): FlowReferences => {
  const { exits = [], goal } = definition;
  const { named } = triggerOf(definition).segments?.(definition.trigger as never) ?? { named: [] };
  const refers = refersOf(definition, steps);
  const listened = [...exits, ...(goal ? [goal] : [])].flatMap((each) =>
    isEventMatch(each) ? [] : [each.segment],
  );
  const asked = flowNeeds(definition, steps).flatMap(({ segments }) => [...segments]);
  return {
    templates: new Set(refers.flatMap(({ templates = [] }) => templates)),
    segments: new Set([...named, ...listened, ...asked, ...refers.flatMap(({ lists = [] }) => lists)]),
    flows: new Set(refers.flatMap(({ flows = [] }) => flows)),
    groups: new Set(groupsIn(definition).map(({ key }) => key)),
    connections: new Set(refers.flatMap(({ connections = [] }) => connections)),
  };
};

/** The first step of which this is true, `@trigger` for what starts the flow; undefined for exits, goals, and none at all. */
export const namingStep = (
  { goal: _goal, exits: _exits, ...flow }: FlowDefinition,
  steps: FlowSteps,
  names: (references: FlowReferences) => boolean,
): string | undefined => {
  if (names(flowReferences({ ...flow, steps: {} }, steps))) return THE_TRIGGER;
  return Object.entries(flow.steps).find(([id, step]) =>
    names(flowReferences({ ...flow, trigger: NO_TRIGGER, steps: { [id]: step } }, steps)),
  )?.[0];
};
