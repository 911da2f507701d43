import { AUDIENCE_FIELD, EXPERIENCE_FIELD, isOverridable, type OverrideAttribute } from '../../../plugin/src';

/** What is read of Strapi's schemas: content types and components alike. */
export interface Model {
  readonly uid: string;
  readonly modelType?: string;
  readonly attributes: Readonly<Record<string, ModelAttribute>>;
}

export interface ModelAttribute extends OverrideAttribute {
  readonly pluginOptions?: { readonly attune?: { readonly mergeTags?: unknown } };
  readonly customField?: string;
  readonly component?: string;
  readonly components?: readonly string[];
  readonly target?: unknown;
}

/** What an attribute leads to. A value (text, number, JSON) leads nowhere and is never looked into. */
export type Field =
  | { readonly kind: 'zone'; readonly components: readonly string[] }
  | { readonly kind: 'component'; readonly uid: string }
  | { readonly kind: 'relation'; readonly uid: string | undefined }
  | { readonly kind: 'value' };

/** Where a merge tag stands: in a plain text, in Markdown or HTML, in the leaves of text blocks. */
export type TagPlace = 'plain' | 'markup' | 'blocks';

export interface Shape {
  readonly uid: string;
  readonly isComponent: boolean;
  /** The attribute that holds the audience, in a component that has one. */
  readonly audience: string | undefined;
  /** The attribute that holds an entry's variants, in a content type that has one. */
  readonly experience: string | undefined;
  /** What a variant may have its own value of; empty where there are no variants. */
  readonly overridable: ReadonlyMap<string, OverrideAttribute>;
  /** The attributes whose texts may hold merge tags. */
  readonly tagged: ReadonlyMap<string, TagPlace>;
  readonly fields: ReadonlyMap<string, Field>;
  /** Those of them that lead somewhere, and where to, unless what stands there tells. */
  readonly links: readonly (readonly [string, string | undefined])[];
}

export interface Shapes {
  of(uid: string | undefined): Shape | undefined;
  /** Whether this component, or one inside it at any depth, has an audience. */
  carries(uid: string): boolean;
  /** Whether an answer about this content type may differ between visitors, relations followed. */
  reaches(uid: string): boolean;
}

const VALUE: Field = { kind: 'value' };
const FILE = 'plugin::upload.file';

const fieldOf = (attribute: ModelAttribute): Field => {
  switch (attribute.type) {
    case 'dynamiczone':
      return { kind: 'zone', components: attribute.components ?? [] };
    case 'component':
      return attribute.component ? { kind: 'component', uid: attribute.component } : VALUE;
    case 'relation':
      return { kind: 'relation', uid: typeof attribute.target === 'string' ? attribute.target : undefined };
    case 'media':
      return { kind: 'relation', uid: FILE };
    default:
      return VALUE;
  }
};

const PLACES: Readonly<Record<string, TagPlace>> = {
  string: 'plain',
  text: 'plain',
  richtext: 'markup',
  blocks: 'blocks',
};

const tagPlaces = (name: string, { type = '', pluginOptions }: ModelAttribute): [string, TagPlace][] => {
  const place = pluginOptions?.attune?.mergeTags === true ? PLACES[type] : undefined;
  return place ? [[name, place]] : [];
};

/** Reads schemas once each. Strapi restarts when a schema changes, so nothing here grows old. */
export const createShapes = (getModel: (uid: string) => Model | undefined): Shapes => {
  const known = new Map<string, Shape | undefined>();
  const carried = new Map<string, boolean>();
  const reached = new Map<string, boolean>();

  const of = (uid: string | undefined): Shape | undefined => {
    if (uid === undefined) return undefined;
    if (!known.has(uid)) known.set(uid, read(uid));
    return known.get(uid);
  };
  const read = (uid: string): Shape | undefined => {
    const model = getModel(uid);
    if (!model) return undefined;
    const attributes = Object.entries(model.attributes);
    const isComponent = model.modelType === 'component';
    const holding = (field: string) => attributes.find(([, { customField }]) => customField === field)?.[0];
    const experience = isComponent ? undefined : holding(EXPERIENCE_FIELD);
    const fields = attributes.map(([name, attribute]) => [name, fieldOf(attribute)] as const);
    return {
      uid,
      isComponent,
      audience: isComponent ? holding(AUDIENCE_FIELD) : undefined,
      experience,
      overridable: new Map(
        experience === undefined ? [] : attributes.filter(([name, one]) => isOverridable(name, one)),
      ),
      tagged: new Map(attributes.flatMap(([name, attribute]) => tagPlaces(name, attribute))),
      fields: new Map(fields),
      links: fields.flatMap(([name, field]) =>
        field.kind === 'value' ? [] : [[name, field.kind === 'zone' ? undefined : field.uid] as const],
      ),
    };
  };

  /** Depth first over the graph of schemas; a model met again on the way adds nothing. */
  const leads = (uid: string, overRelations: boolean, seen: Set<string>): boolean => {
    const shape = of(uid);
    if (!shape || seen.has(uid)) return false;
    seen.add(uid);
    if (shape.audience !== undefined) return true;
    if (overRelations && (shape.experience !== undefined || shape.tagged.size > 0)) return true;
    return [...shape.fields.values()].some((field) => {
      if (field.kind === 'zone') return field.components.some((one) => leads(one, overRelations, seen));
      if (field.kind === 'component') return leads(field.uid, overRelations, seen);
      if (field.kind !== 'relation' || !overRelations) return false;
      // A relation to anything at all may lead to a page.
      return field.uid === undefined || leads(field.uid, overRelations, seen);
    });
  };
  const remembered = (memory: Map<string, boolean>, uid: string, overRelations: boolean): boolean => {
    const before = memory.get(uid);
    if (before !== undefined) return before;
    const answer = leads(uid, overRelations, new Set());
    memory.set(uid, answer);
    return answer;
  };

  return {
    of,
    carries: (uid) => remembered(carried, uid, false),
    reaches: (uid) => remembered(reached, uid, true),
  };
};
