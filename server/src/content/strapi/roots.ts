import { isLiteral, type Notes } from '..';

/** Strapi's own answers hold entries of the route's content type; so, as far as is known, do those of custom handlers. */
export const tagRoots = (body: unknown, root: string | undefined, notes: Notes): void => {
  const entries = isLiteral(body) && 'data' in body && !notes.uidOf(body) ? body.data : body;
  for (const entry of Array.isArray(entries) ? entries : [entries]) {
    if (root !== undefined && isLiteral(entry) && !notes.uidOf(entry)) notes.tag(entry, root);
  }
};
