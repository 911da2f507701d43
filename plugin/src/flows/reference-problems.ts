import type { Condition, Conditions } from '../conditions';
import { isPluginError } from '../errors';
import { calledIn, type Called } from './called';
import type { PlacedStep } from './circles';
import type { FlowDefinition } from './flow';
import { missing, ofVisits, problem, type FlowProblem } from './problem';
import type { References } from './step';
import type { FlowSteps } from './steps/definitions';
import type { Surroundings } from './surroundings';
import { triggerOf } from './triggers/behaviours';

/** A ready flow cannot know the address; this name never leads anywhere (RFC 6761). */
const isNobodys = (url: string): boolean => /^https?:\/\/[^/?#]*\.invalid(:|\/|\?|#|$)/i.test(url);

/** What a mail would print that this flow never brings to it. */
const misfits = (
  key: string,
  definition: FlowDefinition,
  { asks }: Surroundings,
  called: Called,
): readonly string[] => {
  const { cart = false, codes = [] } = asks?.get(key) ?? {};
  const template = `The e-mail template “${called.template(key)}”`;
  const isEmpty = cart && triggerOf(definition).eventless?.(definition.trigger as never) === true;
  const drawn = (step: string): boolean => definition.steps[step]?.kind === 'discount-code';
  return [
    ...(isEmpty
      ? [
          `${template} is about a cart, and nobody comes into this flow with one. Choose another template, or let the flow begin with a cart that is left.`,
        ]
      : []),
    ...codes
      .filter((step) => !drawn(step))
      .map((step) => `${template} prints the discount code “${step}”, and no step of that name draws one.`),
  ];
};

/** What a step names that is not there, or that does not fit. */
export const referenceProblems = (
  { name, behaviour, options }: PlacedStep,
  definition: FlowDefinition,
  around: Surroundings,
  kinds: FlowSteps,
): readonly FlowProblem[] => {
  const called = calledIn(definition, around.names);
  const refers: References = behaviour.refers?.(options) ?? {};
  const {
    templates = [],
    steps = [],
    mails = [],
    conditions = [],
    lists = [],
    flows = [],
    connections = [],
  } = refers;
  const { addresses = [] } = refers;
  const sentenceOf = (other: string): string => {
    const step = definition.steps[other];
    return step && kinds.has(step.kind)
      ? kinds.get(step.kind).behaviour.describe(step as never, called)
      : other;
  };
  const at = (message: string) => problem(`steps.${name}`, message, name);
  return [
    ...templates
      .filter((key) => !around.templates.has(key))
      .map((key) => at(missing('e-mail template', key))),
    ...templates.flatMap((key) => misfits(key, definition, around, called)).map(at),
    ...lists.filter((key) => !around.lists?.has(key)).map((key) => at(missing('static segment', key))),
    ...flows
      .filter((key) => key !== around.self && !around.flows?.has(key))
      .map((key) => at(missing('live flow', key))),
    ...connections
      .filter((id) => !around.connections?.has(id))
      .map((id) => at(missing('connection to a CRM', id))),
    ...addresses.filter(isNobodys).map(() => at('Put in the address of a server: this one stands for it.')),
    ...[...steps, ...mails]
      .filter((step) => !(step in definition.steps))
      .map((step) => at(missing('step', step))),
    ...mails
      .filter((step) => step in definition.steps && definition.steps[step]?.kind !== 'send-email')
      .map((step) => at(`“${sentenceOf(step)}” sends no e-mail.`)),
    ...conditions
      .flatMap((condition) => conditionProblems(condition, around, kinds.conditions, called))
      .map(at),
  ];
};

const conditionProblems = (
  condition: Condition,
  around: Surroundings,
  language: Conditions,
  called: Called,
): readonly string[] => {
  try {
    const { segments, groups, context } = language.needs(condition);
    return [
      ...[...segments].filter((key) => !around.segments.has(key)).map((key) => missing('segment', key)),
      ...[...groups].filter((key) => !around.groups?.has(key)).map((key) => missing('saved group', key)),
      ...[...segments].filter((key) => around.requestSegments?.has(key)).map((key) => ofVisits(called, key)),
      ...(context ? ['A flow has no visitor before it: what a request says cannot be asked here.'] : []),
    ];
  } catch (error) {
    // The extension that brought its kind is gone.
    if (isPluginError(error)) return [error.message];
    throw error;
  }
};
