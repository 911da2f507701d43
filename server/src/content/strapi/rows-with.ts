import type { Core, UID } from '@strapi/strapi';

export interface Row {
  readonly id: number;
  readonly [attribute: string]: unknown;
}

/** The rows of a component or content type in which this attribute has a value, with some others beside it. */
export const rowsWith = async (
  strapi: Core.Strapi,
  { uid, attribute }: { readonly uid: string; readonly attribute: string },
  others: readonly string[] = [],
): Promise<readonly Row[]> =>
  (await strapi.db
    .query(uid as UID.Schema)
    .findMany({ select: ['id', attribute, ...others], where: { [attribute]: { $notNull: true } } })) as Row[];
