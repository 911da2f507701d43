import { createRegistry } from '../registry';
import { DEFAULT_SCORING, type Scoring } from '../scores';
import { createCalendar } from '../time';
import { behavioursOf, createCompile } from './compile';
import type { Condition } from './condition';
import type { AnyDefinition } from './definition';
import { createDescribe, createExplain } from './describe';
import type { Facts } from './facts';
import { createPatternBudget, type Groups } from './filter';
import { writeJudge } from './fused/write-judge';
import type { KindTools } from './kind';
import { builtInDefinitions } from './kinds/definition';
import { KEYS_AS_NAMES, type ConditionNames } from './names';
import { createNeeds } from './needs';
import { createConditionSchema } from './schema';
import type { Judge, Needs, Reason, Verdict } from './verdict';

/** The condition language with a set of kinds. */
export interface Conditions {
  /** Throws `too-deep`, `too-large`, `invalid` or `not-found` for what cannot be judged. */
  compile(condition: Condition): Judge;
  evaluate(condition: Condition, facts: Facts, now: number): Verdict;
  /** One English sentence about a person. */
  describe(condition: Condition): string;
  /** The reasons of a verdict on this condition, in words. `groups` where the facts brought their own. */
  explain(condition: Condition, reasons: readonly Reason[], groups?: Groups): readonly string[];
  needs(condition: Condition): Needs;
  /** The saved groups by which conditions are judged at this moment. */
  groups(): Groups;
  readonly schema: ReturnType<typeof createConditionSchema>;
  readonly kinds: readonly AnyDefinition[];
}

const NO_GROUPS: Groups = {};

/** What conditions are judged and told by; each is asked anew every time, so that a change counts at once. */
export interface ConditionSurroundings {
  /** How events are weighed. */
  readonly scoring?: (() => Scoring) | undefined;
  readonly groups?: () => Groups;
  readonly names?: () => ConditionNames;
  /** Hears of judgements in which patterns were given up, since they would have taken too long together. */
  readonly onSpent?: () => void;
}

/** The language with the built-in kinds and an extension's beside them; throws `conflict` when two share a name. */
export const createConditions = (
  extensions: readonly AnyDefinition[] = [],
  {
    scoring = () => DEFAULT_SCORING,
    groups = () => NO_GROUPS,
    names = () => KEYS_AS_NAMES,
    onSpent,
  }: ConditionSurroundings = {},
): Conditions => {
  const kinds = [...builtInDefinitions, ...extensions];
  const registry = createRegistry('condition', kinds);
  const behaviours = behavioursOf(kinds.map(({ behaviour }) => behaviour));
  const tools: KindTools = {
    calendar: createCalendar(),
    scoring,
    groups,
    patterns: createPatternBudget(onSpent),
  };
  const compile = createCompile(behaviours, tools, writeJudge);
  return {
    compile,
    evaluate: (condition, facts, now) => compile(condition)(facts, now),
    describe: createDescribe(registry, names),
    explain: createExplain(registry, groups, names),
    needs: createNeeds(behaviours, tools),
    groups,
    schema: createConditionSchema(kinds),
    kinds,
  };
};

const builtIn = createConditions();

/** Makes a condition ready to be judged many times: `compile(condition)(facts, now)`. */
export const compile = builtIn.compile;
export const evaluate = builtIn.evaluate;
export const describe = builtIn.describe;
export const explain = builtIn.explain;
export const needs = builtIn.needs;
