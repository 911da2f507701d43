import fc from 'fast-check';

/** What may happen to people, as revenue looks at them. Times are in hours. */
export type Happening =
  | { readonly do: 'wait'; readonly hours: number }
  | {
      readonly do: 'mail';
      readonly who: number;
      readonly node: string;
      readonly trial: boolean;
      /** So long ago it went: it is written down only now. */
      readonly late: number;
    }
  | { readonly do: 'pass'; readonly who: number; readonly arm: 'in' | 'out' }
  | {
      readonly do: 'order';
      readonly who: number;
      readonly id: string | null;
      readonly late: number;
      readonly cents: number;
      readonly currency: string | null;
    }
  | {
      readonly do: 'refund';
      readonly who: number;
      readonly id: string;
      readonly refundId: string | null;
      /** Told so often, each time as it was. */
      readonly times: number;
      readonly cents: number | null;
      readonly currency: string | null;
    }
  | { readonly do: 'merge'; readonly from: number; readonly into: number }
  | { readonly do: 'erase'; readonly who: number };

const who = fc.nat(3);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 100 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('mail' as const), who, node: fc.constantFrom('first', 'second') },
      ...{ trial: fc.boolean(), late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })) },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), who, arm: fc.constantFrom('in', 'out') }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ do: fc.constant('order' as const), who, id: fc.constantFrom(null, 'o1', 'o2', 'o3') },
      ...{ late: fc.integer({ min: 0, max: 250 }), cents: fc.nat(1_000_000) },
      currency: fc.constantFrom('EUR', 'USD', null),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ do: fc.constant('refund' as const), who, id: fc.constantFrom('o1', 'o2', 'o3') },
      ...{ cents: fc.option(fc.nat(400_000)), currency: fc.constantFrom('EUR', 'USD', null) },
      ...{ refundId: fc.constantFrom(null, null, 'r1', 'r2'), times: fc.integer({ min: 1, max: 2 }) },
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), from: who, into: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), who }) },
);

export const pasts: fc.Arbitrary<readonly Happening[]> = fc.array(happening, {
  minLength: 5,
  maxLength: 40,
  size: 'max',
});

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

interface Order {
  readonly told: number;
  readonly id: string | null;
  readonly at: number;
  readonly cents: number;
  readonly currency: string | null;
}

interface Somebody {
  readonly mails: readonly { readonly at: number; readonly node: string; readonly trial: boolean }[];
  readonly passes: readonly { readonly at: number; readonly arm: 'in' | 'out' }[];
  readonly orders: readonly Order[];
  /** With when they were told; a second telling is none. */
  readonly refunds: readonly (Happening & { readonly do: 'refund'; readonly told: number })[];
}

const NOBODY: Somebody = { mails: [], passes: [], orders: [], refunds: [] };

/** One line a sum: `node arm currency: orders cents buyers squares`. */
export type Lines = ReadonlyMap<string, readonly number[]>;

const recount = (
  { mails, passes, orders, refunds }: Somebody,
  lines: Map<string, readonly number[]>,
): void => {
  const add = (key: string, more: readonly number[]): void => {
    const known = lines.get(key) ?? [0, 0, 0, 0];
    lines.set(
      key,
      known.map((sum, at) => sum + (more[at] ?? 0)),
    );
  };
  const seen = new Set<string>();
  const real: Order[] = [];
  const backOf = ({ id, cents, currency }: Order): number | undefined => {
    const told = refunds.filter((refund) => refund.id === id).sort((a, b) => a.told - b.told);
    const its = told.filter(
      ({ refundId }, nth) =>
        refundId === null || told.findIndex((refund) => refund.refundId === refundId) === nth,
    );
    const own = its.filter(
      (refund) => [refund.currency, currency].includes(null) || refund.currency === currency,
    );
    return own.length === 0 ? undefined : own.reduce((sum, refund) => sum + (refund.cents ?? cents), 0);
  };
  for (const order of [...orders].sort((a, b) => a.told - b.told)) {
    if (order.id !== null && seen.has(order.id)) continue;
    if (order.id !== null) seen.add(order.id);
    const back = backOf(order);
    if (back === undefined) real.push(order);
    else if (back < order.cents) real.push({ ...order, cents: order.cents - back });
  }
  for (const { at, cents, currency } of real) {
    const before = mails.filter((mail) => !mail.trial && mail.at < at && mail.at >= at - WEEK);
    const last = before.sort((a, b) => a.at - b.at).at(-1);
    if (last) add(`${last.node} message ${currency}`, [1, cents, 0, 0]);
  }
  for (const pass of passes) {
    for (const currency of ['EUR', 'USD', null]) {
      const after = real.filter(
        (order) => order.currency === currency && order.at > pass.at && order.at <= pass.at + WEEK,
      );
      const cents = after.reduce((sum, order) => sum + order.cents, 0);
      if (after.length > 0) add(`held ${pass.arm} ${currency}`, [after.length, cents, 1, cents * cents]);
    }
  }
};

/** The sums counted anew from everything that ever happened: what people were known as when they were erased, they bought as. */
export const recounted = (past: readonly Happening[], start: number): Lines => {
  const people = new Map<number, Somebody>();
  const heirs = new Map<number, number>();
  const lines = new Map<string, readonly number[]>();
  let now = start;
  let told = 0;
  const living = (id: number): number => {
    const heir = heirs.get(id);
    return heir === undefined ? id : living(heir);
  };
  const change = (id: number, how: (one: Somebody) => Somebody): void => {
    people.set(living(id), how(people.get(living(id)) ?? NOBODY));
  };
  for (const one of past) {
    // No two things happen at one moment.
    now += 1;
    if (one.do === 'wait') now += one.hours * HOUR;
    if (one.do === 'mail') {
      const mail = { at: now - one.late * HOUR, node: one.node, trial: one.trial };
      change(one.who, (known) => ({ ...known, mails: [...known.mails, mail] }));
    }
    if (one.do === 'pass') {
      const pass = { at: now, arm: one.arm };
      change(one.who, (known) => ({ ...known, passes: [...known.passes, pass] }));
    }
    if (one.do === 'order') {
      const order = { ...one, told: (told += 1), at: now - one.late * HOUR };
      change(one.who, (known) => ({ ...known, orders: [...known.orders, order] }));
    }
    if (one.do === 'refund') {
      const refund = { ...one, told: now };
      change(one.who, (known) => ({ ...known, refunds: [...known.refunds, refund] }));
    }
    if (one.do === 'merge' && living(one.from) !== living(one.into)) {
      const [from, into] = [living(one.from), living(one.into)];
      const theirs = people.get(from) ?? NOBODY;
      change(into, ({ mails, passes, orders, refunds }) => ({
        mails: [...mails, ...theirs.mails],
        passes: [...passes, ...theirs.passes],
        orders: [...orders, ...theirs.orders],
        refunds: [...refunds, ...theirs.refunds],
      }));
      people.delete(from);
      heirs.set(from, into);
    }
    if (one.do === 'erase') {
      recount(people.get(living(one.who)) ?? NOBODY, lines);
      people.delete(living(one.who));
    }
  }
  for (const somebody of people.values()) recount(somebody, lines);
  return lines;
};
