import type { Context } from 'koa';

import type { MergeTags, Shape, View } from '..';
import { resolverOf, type GraphField } from './graphql-schema';
import { graphModeOf } from './request';

export interface TagNeeds {
  readonly tags: MergeTags;
  viewOf(ctx: Context): View;
}

/** Fills the merge tags of one field; around the variant's value, where there is one. */
export const createTagFields =
  ({ tags, viewOf }: TagNeeds) =>
  (name: string, field: GraphField, shape: Shape): void => {
    const place = shape.tagged.get(name);
    if (!place) return;
    const resolve = resolverOf(name, field);
    field.resolve = async (parent, args, context, info) => {
      const value: unknown = await resolve(parent, args, context, info);
      const ctx = context.koaContext;
      if (!ctx || !tags.isIn(value) || graphModeOf(ctx) !== 'visitor') return value;
      const traits = await viewOf(ctx).traits?.();
      if (traits) ctx.set('Cache-Control', 'private, no-store');
      return tags.fill(value, place, traits);
    };
  };
