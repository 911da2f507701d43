import { orderSegments } from '../segments';
import { checkThings, isPublished, segmentsIn } from './checks';
import { withConnectionIds, withConnectionNames } from './connection-names';
import { differences } from './differences';
import type { House } from './house';
import { sameJson } from './sorted-json';
import { nameOf, WHATS, type Fault, type Thing } from './thing';

/** What an import does with one thing. `before` and `thing` hold CRM lists under the ids of the house. */
export interface PlanStep {
  readonly thing: Thing;
  readonly before: Thing | undefined;
  /** The fields that change, in words; none for a new thing or one that is the same. */
  readonly fields: readonly string[];
  readonly todo: 'create' | 'update' | 'nothing';
  readonly publish: boolean;
  /** Wanted published, but somebody has paused or stopped it. */
  readonly held: 'paused' | 'stopped' | undefined;
}

export interface Plan {
  /** Each after all that it names. */
  readonly steps: readonly PlanStep[];
  readonly faults: readonly Fault[];
}

const standingOf = (house: House, { what, key }: Thing): Thing | undefined =>
  house[what].find(({ thing }) => thing.key === key)?.thing;

const inOrder = (things: readonly Thing[]): readonly Thing[] => {
  const segments = segmentsIn(things);
  const nodes = segments.flatMap(({ key, body: { condition } }) => (condition ? [{ key, condition }] : []));
  const order = new Map(orderSegments(nodes).order.map(({ key }, at) => [key, at]));
  // Static ones ask for nothing: they come first.
  const placeIn = ({ what, key }: Thing) => (what === 'segments' ? (order.get(key) ?? -1) : 0);
  return [...things].sort(
    (a, b) =>
      WHATS.indexOf(a.what) - WHATS.indexOf(b.what) ||
      placeIn(a) - placeIn(b) ||
      (nameOf(a) < nameOf(b) ? -1 : 1),
  );
};

const publishing = (thing: Thing, house: House, isSame: boolean): Pick<PlanStep, 'publish' | 'held'> => {
  if (thing.what !== 'flows') return { publish: false, held: undefined };
  const standing = house.flows.find((flow) => flow.thing.key === thing.key);
  const isLive = standing?.status === 'live' && !standing.changed && isSame;
  if (isPublished(thing, house)) return { publish: !isLive, held: undefined };
  return { publish: false, held: standing?.status === 'paused' ? 'paused' : 'stopped' };
};

const stepOf = (thing: Thing, house: House, publish: boolean): PlanStep => {
  const before = standingOf(house, thing);
  const isSame = before !== undefined && sameJson(before.body, thing.body);
  const named = (one: Thing) => withConnectionNames<Thing>(one, house.connections).thing.body;
  return {
    thing,
    before,
    fields: before && !isSame ? differences(named(before), named(thing)) : [],
    todo: before === undefined ? 'create' : isSame ? 'nothing' : 'update',
    ...(publish ? publishing(thing, house, isSame) : { publish: false, held: undefined }),
  };
};

/** What bringing these things, as their files say them, into that house would do, and what stands against it. */
export const planImport = (
  given: readonly Thing[],
  house: House,
  { publish }: { readonly publish: boolean },
): Plan => {
  const translated = given.map((thing) => withConnectionIds<Thing>(thing, house.connections));
  const things = translated.map(({ thing }) => thing);
  const faults = [...translated.flatMap((one) => one.faults), ...checkThings(things, house, { publish })];
  return { steps: inOrder(things).map((thing) => stepOf(thing, house, publish)), faults };
};
