import {
  flowProblems,
  isPluginError,
  leavesOf,
  restlessStarts,
  type Condition,
  type Conditions,
} from '../../../plugin/src';
import { orderSegments } from '../segments';
import type { House } from './house';
import { languageOf, stepsOf } from './language';
import { referencesOf } from './references';
import { faultOf, type Fault, type FlowThing, type SegmentThing, type Thing } from './thing';

interface Node {
  readonly key: string;
  readonly condition: Condition;
}

export const segmentsIn = (things: readonly Thing[]): readonly SegmentThing[] =>
  things.flatMap((thing) => (thing.what === 'segments' ? [thing] : []));

const nodesOf = (segments: readonly SegmentThing[]): readonly Node[] =>
  segments.flatMap(({ key, body: { condition } }) => (condition ? [{ key, condition }] : []));

/** The segments as they would stand after an import. */
const segmentsAfter = (things: readonly Thing[], house: House): readonly SegmentThing[] => {
  const given = segmentsIn(things);
  const keys = new Set(given.map(({ key }) => key));
  return [...given, ...house.segments.map(({ thing }) => thing).filter(({ key }) => !keys.has(key))];
};

const keysAfter = (things: readonly Thing[], house: House) => {
  const of = (what: Thing['what'], standing: readonly { readonly thing: Thing }[]) =>
    [...things.filter((thing) => thing.what === what), ...standing.map(({ thing }) => thing)].map(
      ({ key }) => key,
    );
  return {
    emails: new Set(of('emails', house.emails)),
    groups: new Set(of('groups', house.groups)),
    segments: new Set([...of('segments', house.segments), ...house.mirrors]),
  };
};

const dangling = (things: readonly Thing[], house: House): readonly Fault[] => {
  const keys = keysAfter(things, house);
  const words = { emails: 'e-mail template', segments: 'segment', groups: 'saved group' } as const;
  return things.flatMap((thing) =>
    referencesOf(thing)
      .filter(({ what, key }) => !keys[what].has(key))
      .map(({ what, key, path }) =>
        faultOf(thing, path, `There is no ${words[what]} "${key}", neither here nor among the files.`),
      ),
  );
};

const judgeable = (segments: readonly SegmentThing[], { compile }: Conditions): readonly Fault[] =>
  nodesOf(segments).flatMap(({ key, condition }) => {
    try {
      compile(condition);
      return [];
    } catch (error) {
      if (!isPluginError(error)) throw error;
      return [faultOf({ what: 'segments', key }, ['condition'], error.message)];
    }
  });

const circles = (things: readonly Thing[], house: House): readonly Fault[] => {
  const { cycles } = orderSegments(nodesOf(segmentsAfter(things, house)));
  return segmentsIn(things).flatMap((thing) => {
    const circle = cycles.get(thing.key);
    if (!circle) return [];
    const next = circle[circle.indexOf(thing.key) + 1];
    const asking = referencesOf(thing).find(({ key }) => key === next);
    const words = `A segment cannot ask for itself: ${circle.join(' → ')}. Take one of them out of another's condition.`;
    return [faultOf(thing, asking?.path ?? ['condition'], words)];
  });
};

/** A key never becomes another kind of segment: its members would be lost. */
const otherKinds = (things: readonly Thing[], house: House): readonly Fault[] => {
  const kinds = new Map(house.segments.map(({ thing }) => [thing.key, thing.body.kind as string]));
  for (const key of house.mirrors) kinds.set(key, 'crm');
  return segmentsIn(things).flatMap((thing) => {
    const kind = kinds.get(thing.key);
    return kind === undefined || kind === thing.body.kind
      ? []
      : [faultOf(thing, ['kind'], `Here this segment is "${kind}", and cannot become "${thing.body.kind}".`)];
  });
};

/** Segments that a request has a say in, by what they ask or what those ask that they name. */
const requestSegments = (things: readonly Thing[], house: House): ReadonlySet<string> => {
  const given = new Set(segmentsIn(things).map(({ key }) => key));
  const found = new Set(
    house.segments
      .filter(({ thing, atMost }) => atMost && !given.has(thing.key))
      .map(({ thing }) => thing.key),
  );
  const { needs, kinds } = languageOf(house.kinds);
  // One that stands there and whose kind is gone holds nobody, and asks for nothing.
  const isKnown = (condition: Condition) =>
    leavesOf(condition).every((leaf) => kinds.some(({ kind }) => kind === leaf.kind));
  for (const { key, condition } of orderSegments(nodesOf(segmentsAfter(things, house))).order) {
    if (!isKnown(condition)) continue;
    const { context, segments } = needs(condition);
    if (context || [...segments].some((named) => found.has(named))) found.add(key);
  }
  return found;
};

/** Flows as they would stand after an import, each with those that it starts without a wait. */
const startsAfter = (things: readonly Thing[], house: House): ReadonlyMap<string, readonly string[]> => {
  const standing = house.flows.flatMap(({ thing, status }) => (status === 'live' ? [thing] : []));
  const steps = stepsOf(house.kinds);
  const given = things.flatMap((thing) => (thing.what === 'flows' ? [thing] : []));
  return new Map(
    [...standing, ...given].map(({ key, body }) => [
      key,
      restlessStarts(body.definition, steps).map(({ flow }) => flow),
    ]),
  );
};

const unpublishable = (flows: readonly FlowThing[], things: readonly Thing[], house: House) => {
  const keys = keysAfter(things, house);
  const around = {
    templates: keys.emails,
    segments: keys.segments,
    groups: keys.groups,
    requestSegments: requestSegments(things, house),
    lists: new Set(
      segmentsAfter(things, house).flatMap(({ key, body }) => (body.kind === 'static' ? [key] : [])),
    ),
    flows: startsAfter(things, house),
    connections: new Set(house.connections.map(({ id }) => id)),
  };
  const steps = stepsOf(house.kinds);
  return flows
    .filter(({ body }) => Object.values(body.definition.steps).every(({ kind }) => steps.has(kind)))
    .flatMap((flow) =>
      flowProblems(flow.body.definition, steps, { ...around, self: flow.key }).map(({ path, message }) =>
        faultOf(flow, ['definition', path], message),
      ),
    );
};

/** Flows that a publishing import goes live with: one that somebody has paused or stopped stays so. */
export const isPublished = (flow: FlowThing, house: House): boolean => {
  const standing = house.flows.find(({ thing }) => thing.key === flow.key);
  return standing === undefined || standing.status === 'draft' || standing.status === 'live';
};

/** All that stands against bringing these things into that house. Nothing is written unless it is empty. */
export const checkThings = (
  things: readonly Thing[],
  house: House,
  { publish }: { readonly publish: boolean },
): readonly Fault[] => {
  const found = [
    ...otherKinds(things, house),
    ...judgeable(segmentsIn(things), languageOf(house.kinds)),
    ...dangling(things, house),
    ...circles(things, house),
  ];
  if (!publish || found.length > 0) return found;
  const flows = things.flatMap((thing) =>
    thing.what === 'flows' && isPublished(thing, house) ? [thing] : [],
  );
  return unpublishable(flows, things, house);
};
