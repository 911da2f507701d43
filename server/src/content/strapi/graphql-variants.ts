import type { Context } from 'koa';

import { chooseVariant, filesIn, readExperience, type Variant } from '../../../../plugin/src';
import { standingIn, type AudienceStore, type FileStore, type Shape, type View } from '..';
import { expose, isObject, resolverOf, type GraphField } from './graphql-schema';
import { perRequest } from './per-request';
import { graphModeOf } from './request';

export interface VariantNeeds {
  readonly audiences: AudienceStore;
  readonly files: FileStore;
  viewOf(ctx: Context): View;
}

type Chosen = WeakMap<object, Promise<Variant | undefined>>;

const CONNECTION = '_connection';

/** Gives an entry's fields the values of the variant that the visitor is shown. The variant is chosen once an entry. */
export const createVariantFields = ({ audiences, files, viewOf }: VariantNeeds) => {
  const requests = perRequest<Chosen>('variants');

  /** Resolvers load whole rows; one without its experience is looked up by its id. */
  const storedOf = async (parent: Readonly<Record<string, unknown>>, shape: Shape): Promise<unknown> => {
    if (shape.experience! in parent) return parent[shape.experience!];
    const id = String(parent.id);
    return parent.id === undefined ? null : (await audiences.load(shape.uid, [id])).get(id);
  };

  const choose = async (
    parent: Readonly<Record<string, unknown>>,
    shape: Shape,
    ctx: Context,
  ): Promise<Variant | undefined> => {
    if (graphModeOf(ctx) !== 'visitor') return undefined;
    const experience = readExperience(await storedOf(parent, shape));
    if (!experience) return undefined;
    const view = viewOf(ctx);
    return chooseVariant(experience, {
      standing: await standingIn(
        view,
        experience.variants.map(({ audience }) => audience),
      ),
      now: view.now(),
    });
  };

  const chosen = (parent: Readonly<Record<string, unknown>>, shape: Shape, ctx: Context) => {
    const known = requests.get(ctx) ?? new WeakMap<object, Promise<Variant | undefined>>();
    requests.set(ctx, known);
    const before = known.get(parent);
    if (before) return before;
    const made = choose(parent, shape, ctx);
    known.set(parent, made);
    return made;
  };

  /** Wraps one field of the type of a content type that has variants. */
  return (name: string, field: GraphField, shape: Shape): void => {
    const isConnection = name.endsWith(CONNECTION);
    const attributeName = isConnection ? name.slice(0, -CONNECTION.length) : name;
    const attribute = shape.overridable.get(attributeName);
    if (!attribute || (isConnection && attribute.type !== 'media')) return;
    const resolve = resolverOf(name, field);

    field.resolve = async (parent, args, context, info) => {
      const own: unknown = await resolve(parent, args, context, info);
      const ctx = context.koaContext;
      // Outside a request there is nobody to judge for.
      if (!ctx || !isObject(parent)) return own;
      const variant = await chosen(parent, shape, ctx);
      if (!variant || !Object.hasOwn(variant.overrides, attributeName)) return own;
      if (variant.key && !viewOf(ctx).isPreview) expose(ctx, [variant.key]);
      const value = variant.overrides[attributeName]!;
      if (attribute.type !== 'media') return value;
      const ids = filesIn(value) ?? [];
      const found = await files.load(ids);
      const shown = ids.flatMap((id) => found.get(id) ?? []);
      if (shown.length === 0 && ids.length > 0) return own;
      if (isConnection) return isObject(own) ? { ...own, nodes: shown } : own;
      return attribute.multiple ? shown : (shown[0] ?? null);
    };
  };
};
