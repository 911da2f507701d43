import { z } from 'zod';

import {
  builtInDefinitions,
  createConditions,
  defineConditionKind,
  flowSteps,
  leavesOf,
  type Conditions,
  type FlowSteps,
} from '../../../plugin/src';
import type { Thing } from './thing';

/** What the extensions of a Strapi brought, by kind: known there, and here by name only. */
export interface ForeignKinds {
  readonly steps: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
}

export const isBuiltInKind = (kind: string): boolean => builtInDefinitions.some((ours) => ours.kind === kind);

/** Takes whatever stands in it, and asks for nothing: its own Strapi looks into it. */
const opaque = (kind: string) =>
  defineConditionKind<{ readonly kind: string }>({
    kind,
    label: kind,
    options: z.looseObject({ kind: z.string() }),
    behaviour: {
      kind,
      compile: () => ({
        test: () => false,
        find: () => false,
      }),
      needs: () => ({}),
    },
    describe: () => kind,
    explain: () => kind,
  });

/** The language in which files are read: kinds of ours whole, those of extensions by their form. */
export const languageOf = ({ conditions }: ForeignKinds): Conditions =>
  createConditions([...conditions].filter((kind) => !isBuiltInKind(kind)).map(opaque));

export const stepsOf = (foreign: ForeignKinds): FlowSteps => flowSteps([], languageOf(foreign));

/** The conditions of a thing, each with the path to it. */
export const conditionsIn = (thing: Thing, { get, has }: FlowSteps) => {
  if (thing.what === 'emails' || thing.what === 'groups') return [];
  if (thing.what === 'segments') {
    const { condition } = thing.body;
    return condition ? [{ path: 'condition', condition }] : [];
  }
  return Object.entries(thing.body.definition.steps).flatMap(([name, step]) => {
    const refers = has(step.kind) ? get(step.kind).behaviour.refers?.(step as never) : undefined;
    const { conditions = [] } = refers ?? {};
    return conditions.map((condition, at) => ({
      path: `definition.steps.${name}.ways.${at}.when`,
      condition,
    }));
  });
};

/** Whether a part of a condition is of a kind that an extension brought. */
export const isForeign = (condition: Parameters<typeof leavesOf>[0]): boolean =>
  leavesOf(condition).some(({ kind }) => !isBuiltInKind(kind));
