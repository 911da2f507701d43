import { noFacts } from '../conditions';
import { calledIn, newRun, type FlowStepDefinition, type Move, type Visit } from '../flows';
import { alike, frozen, wants, type Check } from './check';
import { registeredChecks } from './registered-checks';

export interface FlowStepSamples {
  /** Options that are right, without `kind`. */
  readonly options: readonly object[];
  readonly refused: readonly unknown[];
  /** Epoch milliseconds. */
  readonly now: number;
}

const leads = (move: Move, to: readonly string[]): boolean => move.move !== 'go' || to.includes(move.to);

/** What every kind of step holds to: run each with your test runner. */
export const flowStepChecks = (
  { kind, label, options, behaviour }: FlowStepDefinition,
  samples: FlowStepSamples,
): readonly Check[] => {
  const visitOf = (given: object): Visit<never> =>
    frozen({
      node: 'here',
      options: given as never,
      state: { ...newRun('run', samples.now), node: 'here', visits: { here: 1 } },
      facts: noFacts(),
      now: samples.now,
      due: samples.now,
      rules: {},
    });
  const each = (check: (given: object) => void) => () => samples.options.forEach(check);

  return [
    ...registeredChecks({ kind, label }),
    {
      name: 'takes what is right and refuses what is not',
      run() {
        for (const given of samples.options) options.parse(given);
        for (const refused of samples.refused) {
          wants(!options.safeParse(refused).success, `This should be refused: ${JSON.stringify(refused)}`);
        }
      },
    },
    {
      name: 'has one kind in its definition and its behaviour',
      run: () => wants(behaviour.kind === kind, `The behaviour is of the kind "${behaviour.kind}".`),
    },
    {
      name: 'reads as part of a sentence, and labels its ways',
      run: each((given) => {
        wants(
          behaviour.describe(given as never, calledIn({ steps: {} })).trim() !== '',
          'A step must read as part of a sentence.',
        );
        for (const way of behaviour.ways(given as never)) {
          wants(way.label.trim() !== '' && way.to.trim() !== '', 'Each way has a word and leads to a step.');
        }
      }),
    },
    {
      name: 'moves alike for the same visit, changes nothing, and goes only where its ways lead',
      run: each((given) => {
        const visit = visitOf(given);
        const to = behaviour.ways(given as never).map((way) => way.to);
        for (const move of [behaviour.enter, behaviour.timer, behaviour.restart]) {
          if (!move) continue;
          const first = move.call(behaviour, visit);
          wants(alike(first, move.call(behaviour, visit)), 'Two moves from one visit differ.');
          wants(leads(first, to), `It goes to a step that its ways do not name: ${JSON.stringify(first)}`);
        }
      }),
    },
    {
      name: 'knows where to go when an effect that it stays for is done, skipped or failed',
      run: each((given) => {
        const visit = visitOf(given);
        const move = behaviour.enter(visit);
        if (move.move !== 'stay' || !move.effect) return;
        wants(
          behaviour.settled !== undefined,
          'It stays for an effect, and has nothing to say to its outcome.',
        );
        const to = behaviour.ways(given as never).map((way) => way.to);
        for (const outcome of ['done', 'skipped', 'failed'] as const) {
          const then = behaviour.settled?.(visit, { id: 'run:here:1', outcome, reason: 'a reason' });
          wants(then !== undefined && leads(then, to), `It goes nowhere when the effect is ${outcome}.`);
        }
      }),
    },
    {
      name: 'says that it waits when it does',
      run: each((given) => {
        const move = behaviour.enter(visitOf(given));
        const lasts = move.move === 'stay' && !move.effect;
        wants(!lasts || behaviour.waits, 'It stays, and does not say that it waits.');
        const acts = move.move === 'stay' && move.effect !== undefined;
        wants(!acts || !behaviour.waits, 'It stays for its effect only, and says that it waits.');
        if (move.move !== 'go' || !behaviour.waits) return;
        const way = behaviour.ways(given as never).find(({ to }) => to === move.to);
        wants(way?.atOnce !== undefined, 'It goes on at once by a way that does not say so.');
      }),
    },
  ];
};
