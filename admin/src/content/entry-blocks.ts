import { AUDIENCE_FIELD } from '../../../plugin/src/content/audience';
import { blockLabel } from '../../../plugin/src/content/block-label';
import { audienceOf, type FormAudience } from './audience-value';

/** The little of Strapi's schemas that is needed to find blocks in a form. */
export interface FormSchema {
  readonly attributes: Readonly<
    Record<string, { readonly type: string; readonly component?: string; readonly customField?: string }>
  >;
  readonly info?: { readonly displayName?: string };
}

export interface EntryBlock {
  /** `blocks.2`, `sections.0`, `blocks.2.cards.1`: where it stands in the form. */
  readonly path: string;
  readonly kind: string;
  /** The first words of it, to tell it from others of its kind. */
  readonly label: string;
  readonly audience: FormAudience;
  /** Where the audience itself stands: `blocks.2.audience`. */
  readonly field: string;
  /** The zone or repeatable component it stands in, and its place there; blocks of one list can share a slot. */
  readonly list: string;
  readonly index: number;
  /** The path of the block that it stands in, where it stands in one. */
  readonly inside?: string;
  /** How many stand in that list; undefined for a single component, which has neither list nor heading. */
  readonly length?: number;
  readonly depth: number;
}

type Plain = Readonly<Record<string, unknown>>;
type Place = Pick<EntryBlock, 'path' | 'list' | 'index' | 'inside' | 'depth' | 'length'>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a block is called wherever it is spoken of: "Hero: Autumn collection". */
export const blockName = ({ kind, label }: Pick<EntryBlock, 'kind' | 'label'>): string =>
  label ? `${kind}: ${label}` : kind;

/** The blocks of an entry that have an audience, in the order in which they stand. */
export const entryBlocks = (
  values: Plain,
  schema: FormSchema,
  components: Readonly<Record<string, FormSchema>>,
): readonly EntryBlock[] => {
  const found: EntryBlock[] = [];

  const block = (value: unknown, uid: unknown, place: Place): void => {
    const component = typeof uid === 'string' ? components[uid] : undefined;
    if (!isPlain(value) || !component) return;
    const attribute = Object.entries(component.attributes).find(
      ([, { customField }]) => customField === AUDIENCE_FIELD,
    )?.[0];
    if (attribute) {
      const kind = component.info?.displayName ?? String(uid);
      const audience = audienceOf(value[attribute]);
      const field = `${place.path}.${attribute}`;
      const label = blockLabel(value, component.attributes);
      found.push({ ...place, kind, label, audience, field });
    }
    const inside = attribute ? place.path : place.inside;
    fields(value, component, `${place.path}.`, place.depth + 1, inside);
  };

  const fields = (value: Plain, at: FormSchema, prefix: string, depth: number, inside?: string): void => {
    for (const [name, { type, component }] of Object.entries(at.attributes)) {
      const child = value[name];
      if (type !== 'dynamiczone' && type !== 'component') continue;
      const items = Array.isArray(child) ? child : child ? [child] : [];
      items.forEach((item: unknown, index) => {
        const path = Array.isArray(child) ? `${prefix}${name}.${index}` : `${prefix}${name}`;
        const uid = type === 'dynamiczone' && isPlain(item) ? item.__component : component;
        const length = Array.isArray(child) ? items.length : undefined;
        block(item, uid, { path, list: `${prefix}${name}`, index, inside, depth, length });
      });
    }
  };

  fields(values, schema, '', 0);
  return found;
};
