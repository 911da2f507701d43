import type { AnyDefinition, Condition, Facts } from '../conditions';
import { createConditions, noFacts } from '../conditions';
import { alike, frozen, wants, type Check } from './check';
import { registeredChecks } from './registered-checks';

export interface ConditionKindSamples {
  /** Leaves of this kind that are right. */
  readonly conditions: readonly Condition[];
  /** Leaves of this kind that must be refused. */
  readonly refused: readonly unknown[];
  /** People to judge; a stranger is always among them. */
  readonly facts: readonly Facts[];
  /** Epoch milliseconds. */
  readonly moments: readonly number[];
}

/** The moments at which a verdict's promise is tested: the ends of it, and one within. */
const within = (now: number, until: number): readonly number[] => [
  now,
  now + Math.floor((until - now) / 2),
  until - 1,
];

/** What every kind of condition holds to: run each with your test runner, `for (const { name, run } of …) it(name, run)`. */
export const conditionKindChecks = (
  definition: AnyDefinition,
  samples: ConditionKindSamples,
  extensions: readonly AnyDefinition[] = [],
): readonly Check[] => {
  const conditions = createConditions(extensions);
  const people = [...samples.facts, noFacts()].map(frozen);
  const each = (check: (condition: Condition, facts: Facts, now: number) => void) => () => {
    for (const condition of samples.conditions) {
      for (const facts of people) for (const now of samples.moments) check(frozen(condition), facts, now);
    }
  };

  return [
    ...registeredChecks(definition),
    {
      name: 'takes what is right and refuses what is not',
      run() {
        for (const condition of samples.conditions) conditions.schema.parse(condition);
        for (const refused of samples.refused) {
          wants(
            !conditions.schema.safeParse(refused).success,
            `This should be refused: ${JSON.stringify(refused)}`,
          );
        }
      },
    },
    {
      name: 'reads as a sentence',
      run() {
        for (const condition of samples.conditions) {
          wants(conditions.describe(condition).trim() !== '', 'A condition must read as a sentence.');
        }
      },
    },
    {
      name: 'gives the same verdict for the same facts and moment, and changes no facts',
      run: each((condition, facts, now) => {
        const judge = conditions.compile(condition);
        wants(
          alike(judge(facts, now), judge(facts, now)),
          `Two verdicts at ${now}: ${JSON.stringify(condition)}`,
        );
      }),
    },
    {
      name: 'holds until the moment that it names, if nothing happens',
      run: each((condition, facts, now) => {
        const judge = conditions.compile(condition);
        const { value, until } = judge(facts, now);
        wants(until === null || until > now, `"until" must lie after now (${now}), not at ${until}.`);
        if (until === null) return;
        for (const moment of within(now, until)) {
          wants(
            judge(facts, moment).value === value,
            `At ${moment}, before ${until}, the value had changed already.`,
          );
        }
      }),
    },
    {
      name: 'explains itself',
      run: each((condition, facts, now) => {
        const { reasons } = conditions.evaluate(condition, facts, now);
        wants(reasons.length > 0, 'A verdict has at least one reason.');
        for (const words of conditions.explain(condition, reasons)) {
          wants(words.trim() !== '', 'A reason must have words.');
        }
      }),
    },
  ];
};
