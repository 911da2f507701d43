import type { UID } from '@strapi/strapi';

import { createShapes, type Model, type Shapes } from '..';
import type { Rim } from '../../strapi/rim';

const ACTIONS = ['create', 'read', 'update'].map((verb) => `plugin::content-manager.explorer.${verb}`);
const DEEPEST = 10;

interface Permission {
  readonly id: number;
  readonly properties: { readonly fields?: readonly string[] };
}

/**
 * Where audiences and experiences stand as fields of their own in a role's list: `sections.audience` for a component
 * outside a zone, `experience` for an entry's variants. A zone is one field for roles, its blocks included.
 */
const audiencePaths = (shapes: Shapes, uid: string, prefix = '', depth = 0): string[] => {
  const shape = shapes.of(uid);
  if (!shape || depth > DEEPEST) return [];
  const own = [shape.audience, shape.experience].flatMap((name) => (name ? [`${prefix}${name}`] : []));
  const below = [...shape.fields].flatMap(([name, field]) =>
    field.kind === 'component' ? audiencePaths(shapes, field.uid, `${prefix}${name}.`, depth + 1) : [],
  );
  return [...own, ...below];
};

/** A role that may edit the component may say who sees it; one that has nothing of the component gets nothing. */
const widened = (fields: readonly string[], path: string): readonly string[] | undefined => {
  const component = path.slice(0, path.lastIndexOf('.') + 1);
  if (fields.includes(path) || !fields.some((field) => field.startsWith(component))) return undefined;
  return [...fields, path];
};

/**
 * Strapi strips on save what a role's field list does not name, and a list made before an audience was attached
 * does not name it: an editor's save would make a targeted block public. So each new audience is granted once to
 * the roles that edit its component; an administrator who takes it away again is not overruled.
 */
export const grantAudiences = async ({ strapi, log }: Rim): Promise<void> => {
  const shapes = createShapes((uid) => strapi.getModel(uid as UID.Schema) as unknown as Model | undefined);
  const store = strapi.store({ type: 'plugin', name: 'attune' });
  const granted = new Set((await store.get({ key: 'granted-audiences' })) as string[] | null);
  const before = granted.size;
  for (const uid of Object.keys(strapi.contentTypes)) {
    for (const path of audiencePaths(shapes, uid)) {
      if (granted.has(`${uid}:${path}`)) continue;
      const permissions = (await strapi.db
        .query('admin::permission')
        .findMany({ where: { action: { $in: ACTIONS }, subject: uid } })) as Permission[];
      for (const { id, properties } of permissions) {
        const fields = properties.fields && widened(properties.fields, path);
        if (fields)
          await strapi.db
            .query('admin::permission')
            .update({ where: { id }, data: { properties: { ...properties, fields } } });
      }
      granted.add(`${uid}:${path}`);
    }
  }
  if (granted.size === before) return;
  await store.set({ key: 'granted-audiences', value: [...granted] });
  log.info('Roles that edit blocks may now also say who sees them.', { fields: granted.size - before });
};
