import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { createNotes, nameOf, type Cutter, type Guard, type Shape, type Shapes } from '..';
import { refuseQuery } from './documents';
import {
  expose,
  exposuresOf,
  isObject,
  kindOf,
  namedType,
  resolverOf,
  type GraphContext,
  type GraphField,
  type GraphSchema,
} from './graphql-schema';
import { createTagFields, type TagNeeds } from './graphql-tags';
import { createVariantFields, type VariantNeeds } from './graphql-variants';
import { graphModeOf } from './request';

interface Needs extends VariantNeeds, TagNeeds {
  readonly shapes: Shapes;
  readonly guard: Guard;
  readonly cutter: Cutter;
}

/** Adds `extensions.attune.exposures`, where REST has `meta.attune.exposures`. */
const exposuresPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, response }: ApolloRequest) {
        const keys = exposuresOf(contextValue.koaContext);
        const result = response.body.singleResult;
        if (!keys || !result) return;
        result.extensions = { ...result.extensions, attune: { exposures: [...keys] } };
      },
    };
  },
};

interface ApolloRequest {
  readonly contextValue: GraphContext;
  readonly response: {
    readonly body: { readonly singleResult?: { extensions?: Record<string, unknown> } };
  };
}

/**
 * Cuts GraphQL where it resolves components: its zones and components never pass `strapi.documents`. Every field of
 * the finished schema that can answer with a targeted block is wrapped, custom queries of the app among them.
 */
export const useGraphql = (strapi: Core.Strapi, needs: Needs): void => {
  if (!strapi.plugin('graphql')) return;
  strapi.get('services').extend('plugin::graphql.content-api', (service: { buildSchema(): GraphSchema }) => ({
    ...service,
    buildSchema: () => wrapSchema(strapi, service.buildSchema(), needs),
  }));
  const apollo = strapi.config.get<{ plugins?: unknown[] }>('plugin::graphql.apolloServer', {});
  strapi.config.set('plugin::graphql.apolloServer', {
    ...apollo,
    plugins: [...(apollo.plugins ?? []), exposuresPlugin],
  });
};

const wrapSchema = (strapi: Core.Strapi, schema: GraphSchema, needs: Needs): GraphSchema => {
  const { shapes } = needs;
  const components = new Map<string, string>();
  const filters = new Map<string, string>();
  const entries = new Map<string, Shape>();
  const tagged = new Map<string, Shape>();
  const wrapVariants = createVariantFields(needs);
  const wrapTags = createTagFields(needs);
  const { naming } = strapi.plugin('graphql').service('utils') as {
    naming: { getFiltersInputTypeName(model: unknown): string; getTypeName(model: unknown): string };
  };
  for (const model of [...Object.values(strapi.components), ...Object.values(strapi.contentTypes)]) {
    if (shapes.of(model.uid)?.audience) components.set(model.globalId, model.uid);
    const shape = shapes.of(model.uid);
    if (shape?.experience !== undefined) entries.set(naming.getTypeName(model), shape);
    if (shape?.tagged.size) tagged.set(shape.isComponent ? model.globalId : naming.getTypeName(model), shape);
    if (shapes.reaches(model.uid)) filters.set(naming.getFiltersInputTypeName(model), model.uid);
  }
  if (components.size + entries.size + tagged.size === 0) return schema;
  for (const type of Object.values(schema.getTypeMap() ?? {})) {
    if (kindOf(type) !== 'GraphQLObjectType' || type.name?.startsWith('__')) continue;
    const entry = entries.get(type.name ?? '');
    for (const [name, field] of Object.entries(type.getFields?.() ?? {})) {
      if (entry) wrapVariants(name, field, entry);
      const texts = tagged.get(type.name ?? '');
      if (texts) wrapTags(name, field, texts);
      wrapField(name, field, components, filters, needs);
    }
  }
  return schema;
};

const wrapField = (
  name: string,
  field: GraphField,
  components: ReadonlyMap<string, string>,
  filters: ReadonlyMap<string, string>,
  { shapes, guard, cutter, viewOf }: Needs,
): void => {
  const answer = namedType(field.type);
  const uid = components.get(answer.name ?? '');
  const cuts = uid !== undefined || ['GraphQLUnionType', 'GraphQLInterfaceType'].includes(kindOf(answer));
  const filtersType = field.args.find((arg) => arg.name === 'filters')?.type;
  const asked = filtersType && filters.get(namedType(filtersType).name ?? '');
  if (!cuts && !asked) return;
  // A hidden component is null even where the schema calls it required: an error would tell that it exists.
  if (uid && kindOf(field.type) === 'GraphQLNonNull' && field.type.ofType === answer) field.type = answer;

  const resolve = resolverOf(name, field);

  /** Resolvers load whole rows, audience and all; a row without one is looked up by its id. */
  const cutAnswer = async (value: unknown, ctx: Context): Promise<unknown> => {
    const mode = graphModeOf(ctx);
    const notes = createNotes();
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!isObject(item)) continue;
      const own = uid ?? (typeof item.__component === 'string' ? item.__component : undefined);
      const attribute = shapes.of(own)?.audience;
      if (!own || !attribute) continue;
      notes.tag(item, own);
      if (attribute in item && 'id' in item) notes.note(nameOf(own, String(item.id)), item[attribute]);
    }
    const { body, exposures } = await cutter.cut(value, { notes, view: viewOf(ctx), mode });
    expose(ctx, exposures);
    return body;
  };

  field.resolve = async (parent, args, context, info) => {
    const fault = asked ? guard.faultOfArguments(args, asked) : undefined;
    if (fault) refuseQuery(fault);
    const value = await resolve(parent, args, context, info);
    if (!cuts || !isObject(value)) return value;
    // Outside a request there is nobody to judge for.
    return context.koaContext ? cutAnswer(value, context.koaContext) : value;
  };
};
