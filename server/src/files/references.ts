import { groupsIn, type JsonObject } from '../../../plugin/src';
import { eachPart } from './parts';
import type { Thing } from './thing';

/** What a thing names outside itself. */
export interface Reference {
  readonly what: 'segments' | 'emails' | 'groups';
  readonly key: string;
  readonly path: readonly (string | number)[];
}

const namedBy = (part: JsonObject): readonly [Reference['what'], string, Reference['key']][] => {
  const { kind, id, segment, template } = part;
  if (kind === 'segment' && typeof id === 'string') return [['segments', 'id', id]];
  if (kind === 'send-email' && typeof template === 'string') return [['emails', 'template', template]];
  return typeof kind === 'string' && typeof segment === 'string' ? [['segments', 'segment', segment]] : [];
};

/** Each segment, saved group and template that a segment's condition or a flow names, and where. */
export const referencesOf = (thing: Thing): readonly Reference[] => {
  const found: Reference[] = [];
  if (thing.what === 'emails' || thing.what === 'groups') return found;
  const [name, definition] =
    thing.what === 'segments'
      ? (['condition', thing.body.condition] as const)
      : (['definition', thing.body.definition] as const);
  if (definition === undefined) return found;
  eachPart(definition, [name], (part, path) => {
    for (const [what, field, key] of namedBy(part)) found.push({ what, key, path: [...path, field] });
  });
  for (const named of groupsIn(definition, [name])) found.push({ what: 'groups', ...named });
  return found;
};
