import { upliftOf, type HoldoutArm, type FlowRevenue } from '../../../../plugin/src';
import type { Catalogue } from '../catalogue';
import type { FlowStore } from '../flow-store';
import type { Tally, TallyStore } from '../tallies';
import type { Earned, RevenueStore } from './revenue-store';

interface Needs {
  readonly flows: Pick<FlowStore, 'versions'>;
  readonly catalogue: Catalogue;
  readonly tallies: Pick<TallyStore, 'of'>;
  readonly sums: RevenueStore['sums'];
}

/** How many came through, since orders are counted. */
type Came = (node: string, arm: Earned['arm']) => number;

/** By arm, which tallies say how many there were: what became of them, and with which detail. */
const CAME = {
  message: { what: 'sent', before: 'sent' },
  in: { what: 'passed', before: 'in' },
  out: { what: 'ended', detail: 'holdout', before: 'out' },
} as const satisfies Record<Earned['arm'], { what: Tally['what']; detail?: string; before: string }>;

const cameBy =
  (tallies: readonly Tally[]): Came =>
  (node, arm) => {
    const { what, before, detail }: { what: Tally['what']; before: string; detail?: string } = CAME[arm];
    return tallies.reduce((sum, tally) => {
      if (tally.node !== node) return sum;
      if (tally.what === 'before-orders') return tally.detail === before ? sum - tally.n : sum;
      return tally.what === what && (detail ?? tally.detail) === tally.detail ? sum + tally.n : sum;
    }, 0);
  };

const NOTHING = { orders: 0, cents: 0, buyers: 0, squares: 0 };
type Sums = typeof NOTHING;

const sumOf = (earned: readonly Earned[]): Sums =>
  earned.reduce(
    (sum, { orders, cents, buyers, squares }) => ({
      orders: sum.orders + orders,
      cents: sum.cents + cents,
      buyers: sum.buyers + buyers,
      squares: sum.squares + squares,
    }),
    NOTHING,
  );

/** The currency of most orders first. */
const currenciesIn = (earned: readonly Earned[]): readonly Earned['currency'][] => {
  const orders = new Map<Earned['currency'], number>();
  for (const one of earned) orders.set(one.currency, (orders.get(one.currency) ?? 0) + one.orders);
  return [...orders]
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || ((a ?? '') < (b ?? '') ? -1 : 1))
    .map(([currency]) => currency);
};

const each = (cents: number, people: number): number | null => (people > 0 ? cents / 100 / people : null);

const messageOf = (node: string, came: Came, earned: readonly Earned[]): FlowRevenue['messages'][number] => {
  const recipients = came(node, 'message');
  const own = earned.filter((one) => one.node === node && one.arm === 'message');
  return {
    ...{ node, recipients },
    earned: currenciesIn(own).map((currency) => {
      const { orders, cents } = sumOf(own.filter((one) => one.currency === currency));
      return { currency, orders, revenue: cents / 100, perRecipient: each(cents, recipients) };
    }),
  };
};

const armOf = (people: number, { cents, buyers, squares }: Sums): HoldoutArm => ({
  ...{ people, buyers },
  ...{ sum: cents / 100, squares: squares / 10_000 },
});

const holdoutOf = (node: string, came: Came, earned: readonly Earned[]): FlowRevenue['holdouts'][number] => {
  const own = earned.filter((one) => one.node === node && one.arm !== 'message');
  const people = { in: came(node, 'in'), out: came(node, 'out') };
  return {
    ...{ node, went: people.in, kept: people.out },
    compared: currenciesIn(own).map((currency) => {
      const sums = (arm: 'in' | 'out') =>
        sumOf(own.filter((one) => one.arm === arm && one.currency === currency));
      const shown = (arm: 'in' | 'out') => {
        const { orders, cents, buyers } = sums(arm);
        return { orders, buyers, revenue: cents / 100, perPerson: each(cents, people[arm]) };
      };
      const uplift = upliftOf(armOf(people.in, sums('in')), armOf(people.out, sums('out'))) ?? null;
      return { currency, went: shown('in'), kept: shown('out'), uplift };
    }),
  };
};

/** What a flow's mails have earned, of all versions or of one, and what its holdouts say of it. */
export const createRevenue =
  ({ flows, catalogue, tallies, sums }: Needs) =>
  async (flowId: string, version?: number): Promise<FlowRevenue> => {
    const versions =
      version === undefined ? (await flows.versions(flowId)).map((one) => one.version) : [version];
    /** By kind, the steps that are of it in one of these versions. */
    const steps = { 'send-email': new Set<string>(), holdout: new Set<string>() };
    const isOf = new Set<string>();
    for (const each of versions) {
      const { definition } = await catalogue.version(null, flowId, each);
      for (const [node, { kind }] of Object.entries(definition.steps)) {
        if (kind !== 'send-email' && kind !== 'holdout') continue;
        steps[kind].add(node);
        isOf.add(`${each} ${node}`);
      }
    }
    const those = (one: { readonly version: number; readonly node: string }) =>
      isOf.has(`${one.version} ${one.node}`);
    const came = cameBy((await tallies.of(flowId, version)).filter(those));
    const earned = (await sums(flowId, version)).filter(those);
    return {
      messages: [...steps['send-email']].map((node) => messageOf(node, came, earned)),
      holdouts: [...steps.holdout].map((node) => holdoutOf(node, came, earned)),
    };
  };

export type Revenue = ReturnType<typeof createRevenue>;
