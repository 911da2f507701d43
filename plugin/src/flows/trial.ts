import { isJsonObject, type Json } from '../json';
import type { FlowDefinition, FlowStep } from './flow';
import type { FlowSteps } from './steps/definitions';

/** Long enough to see one mail come after the other. */
const A_MOMENT = '5s';
/** For a click to come, or not. */
const A_WHILE = '1m';

/** Where a circle ends: no step that was drawn has such a name. */
const ROUND = 'has come round';

/** Kinds that touch nobody but the one who tries, or decide where to go. */
const KEPT = new Set(['branch', 'split', 'discount-code', 'end']);

const nothing = (next: string): FlowStep => ({ kind: 'wait', for: A_MOMENT, next });

const stepOf = (step: FlowStep, steps: FlowSteps): FlowStep => {
  if (KEPT.has(step.kind)) return step;
  // Whoever tries has asked for the mail: no consent is needed, and neither a rule nor a review holds it.
  if (step.kind === 'send-email')
    return { ...step, purpose: 'service', expires: undefined, review: undefined };
  if (step.kind === 'wait-for-event') return { ...step, timeout: A_WHILE };
  const [first] = steps.has(step.kind) ? steps.get(step.kind).behaviour.ways(step as never) : [];
  return first ? nothing(first.to) : { kind: 'end' };
};

/** The options that say where a step leads, at any depth. */
const LEADS = new Set(['next', 'then', 'otherwise', 'failed']);

const leadingOn = (value: Json, ends: ReadonlySet<string>): Json => {
  if (Array.isArray(value)) return value.map((each) => leadingOn(each, ends));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const leadsBack = LEADS.has(name) && typeof each === 'string' && ends.has(each);
      return [name, leadsBack ? ROUND : leadingOn(each, ends)];
    }),
  );
};

/** By step, the steps before it on some way that it leads back to. */
const waysBack = (
  its: Readonly<Record<string, FlowStep>>,
  start: string,
  steps: FlowSteps,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const back = new Map<string, Set<string>>();
  const done = new Set<string>();
  const go = (name: string, before: ReadonlySet<string>): void => {
    const step = its[name];
    if (!step || done.has(name)) return;
    const path = new Set([...before, name]);
    for (const { to } of steps.get(step.kind).behaviour.ways(step as never)) {
      if (path.has(to)) back.set(name, new Set([...(back.get(name) ?? []), to]));
      else go(to, path);
    }
    done.add(name);
  };
  go(start, new Set());
  return back;
};

/**
 * The flow as somebody tries it on themselves: waits are moments, its mails go whatever the hour, what would touch
 * others or change data is left out, and where it comes round, it ends.
 */
export const trialOf = (
  { steps: its, start, exits, goal, restartOn }: FlowDefinition,
  steps: FlowSteps,
): FlowDefinition => {
  const tried = Object.fromEntries(Object.entries(its).map(([name, step]) => [name, stepOf(step, steps)]));
  const back = waysBack(tried, start, steps);
  const led = Object.entries(tried).map(([name, step]) => {
    const ends = back.get(name);
    return [name, ends ? (leadingOn(step as unknown as Json, ends) as unknown as FlowStep) : step] as const;
  });
  return {
    trigger: { kind: 'api' },
    ...(exits && { exits }),
    ...(goal && { goal: { ...goal, caused: undefined, within: undefined } }),
    ...(restartOn && { restartOn }),
    reentry: 'always',
    start,
    steps: { ...Object.fromEntries(led), ...(back.size > 0 && { [ROUND]: { kind: 'end' } }) },
  };
};
