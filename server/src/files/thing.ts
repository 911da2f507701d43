import type { Condition, EmailSource, FlowDefinition } from '../../../plugin/src';

/** What is carried between environments, in the order in which it is written: each names only what stands before it. */
export const WHATS = ['emails', 'groups', 'segments', 'flows'] as const;

export type What = (typeof WHATS)[number];

/** A template without its id, revision and times. */
export interface EmailBody extends EmailSource {
  readonly name: string;
}

/** A saved group of values. */
export interface GroupBody {
  readonly name: string;
  readonly values: readonly (string | number)[];
}

export interface SegmentBody {
  readonly name: string;
  readonly description: string;
  readonly purpose: string;
  readonly owner: string;
  readonly folder: string;
  readonly tags: readonly string[];
  readonly kind: 'live' | 'static';
  /** None in a static one: who is in it stays where it is. */
  readonly condition?: Condition;
}

/** The draft of a flow. */
export interface FlowBody {
  readonly name: string;
  readonly definition: FlowDefinition;
}

interface Of<W extends What, Body> {
  readonly what: W;
  readonly key: string;
  readonly body: Body;
}

export type EmailThing = Of<'emails', EmailBody>;
export type GroupThing = Of<'groups', GroupBody>;
export type SegmentThing = Of<'segments', SegmentBody>;
export type FlowThing = Of<'flows', FlowBody>;

/** One thing as its files say it: named by key, with nothing that differs between environments. */
export type Thing = EmailThing | GroupThing | SegmentThing | FlowThing;

/** `segments/vip` */
export const nameOf = ({ what, key }: Pick<Thing, 'what' | 'key'>): string => `${what}/${key}`;

/** What stands against a file: where in it, and why. */
export interface Fault {
  /** `segments/vip.json` */
  readonly file: string;
  /** `condition.all.0.id`; empty for the file as a whole. */
  readonly path: string;
  readonly reason: string;
}

export const faultOf = (
  thing: Pick<Thing, 'what' | 'key'>,
  path: readonly (string | number)[],
  reason: string,
): Fault => ({ file: `${nameOf(thing)}.json`, path: path.join('.'), reason });

export const faultLine = ({ file, path, reason }: Fault): string =>
  `! ${file}: ${path === '' ? '' : `${path}: `}${reason}`;
