import { checkThings } from './checks';
import { withConnectionNames } from './connection-names';
import { filesOf, readThings, type Texts } from './file-form';
import { KEY_SCHEMAS } from './form.schema';
import type { House } from './house';
import { faultOf, nameOf, type Fault, type Thing } from './thing';

export interface Exported {
  readonly texts: Texts;
  /** All that is there, left out or not: files of others are of things that are no more. */
  readonly standing: ReadonlySet<string>;
  /** `segments/partners`: these mirror a list of a CRM. */
  readonly mirrors: readonly string[];
  /** `flows/cart`: their draft, which is what is written, is not what is published. */
  readonly unpublished: readonly string[];
  /** What an import would refuse. A thing that names a connection that is no more is left out. */
  readonly faults: readonly Fault[];
}

/** A key becomes the name of a file: one that is none could name any file. */
const unfit = (thing: Thing): readonly Fault[] =>
  KEY_SCHEMAS[thing.what].safeParse(thing.key).success ? [] : [faultOf(thing, [], 'Its key is none.')];

/** The files of a whole house. */
export const exportFiles = (house: House): Exported => {
  const all: readonly Thing[] = [...house.emails, ...house.groups, ...house.segments, ...house.flows].map(
    ({ thing }) => thing,
  );
  const translated = all.map((given) => {
    const { thing, faults } = withConnectionNames<Thing>(given, house.connections);
    return { thing, faults: [...unfit(thing), ...faults] };
  });
  const texts = new Map(
    translated.filter(({ faults }) => faults.length === 0).flatMap(({ thing }) => [...filesOf(thing)]),
  );
  const mirrors = house.mirrors.map((key) => nameOf({ what: 'segments', key }));
  const read = readThings(texts, house.kinds);
  const live = house.flows.filter(({ status, changed }) => status !== 'draft' && changed);
  return {
    texts,
    standing: new Set([...all.map(nameOf), ...mirrors]),
    mirrors,
    unpublished: live.map(({ thing }) => nameOf(thing)),
    faults: [
      ...translated.flatMap(({ faults }) => faults),
      ...read.faults,
      ...checkThings(read.things, house, { publish: false }),
    ],
  };
};
