import { z } from 'zod';

import type { Condition } from './condition';
import { isAll, isAny, isNot, type Leaf } from './condition';
import type { AnyDefinition } from './definition';
import { builtInDefinitions } from './kinds/definition';
import { nearest } from './nearest';
import { shapeFault, type Fault } from './shape';

type Path = readonly (string | number)[];

const leafFaults = (leaf: Leaf, path: Path, definitions: readonly AnyDefinition[]): readonly Fault[] => {
  const definition = definitions.find(({ kind }) => kind === leaf.kind);
  if (!definition) {
    const known = definitions.map(({ kind }) => kind);
    const kind = leaf.kind.slice(0, 40);
    const message = `There is no condition of the kind "${kind}". ${nearest(leaf.kind, known)}`;
    return [{ path: [...path, 'kind'], message }];
  }
  const checked = definition.options.safeParse(leaf);
  if (checked.success) return [];
  return checked.error.issues.map((issue) => ({
    path: [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))],
    message: issue.message,
  }));
};

const faultsBelow = (
  condition: Condition,
  path: Path,
  definitions: readonly AnyDefinition[],
): readonly Fault[] => {
  const each = (list: readonly Condition[], word: string) =>
    list.flatMap((child, index) => faultsBelow(child, [...path, word, index], definitions));
  if (isAll(condition)) return each(condition.all, 'all');
  if (isAny(condition)) return each(condition.any, 'any');
  if (isNot(condition)) return faultsBelow(condition.not, [...path, 'not'], definitions);
  return leafFaults(condition, path, definitions);
};

/** All that is wrong with a condition. Its depth and size are looked at before anything walks down into it. */
const conditionFaults = (condition: unknown, definitions: readonly AnyDefinition[]): readonly Fault[] => {
  const fault = shapeFault(condition);
  return fault ? [fault] : faultsBelow(condition as Condition, [], definitions);
};

/** The schema of conditions made of these kinds. */
export const createConditionSchema = (definitions: readonly AnyDefinition[]): z.ZodType<Condition> =>
  z.custom<Condition>().superRefine((value, context) => {
    for (const { path, message } of conditionFaults(value, definitions)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });

/** A whole condition, at most 20 deep and 500 parts large. Faults name the path and the nearest name that exists. */
export const conditionSchema: z.ZodType<Condition> = createConditionSchema(builtInDefinitions);
