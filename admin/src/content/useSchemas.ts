import { unstable_useDocument as useDocument } from '@strapi/strapi/admin';

import type { FormSchema } from './entry-blocks';

interface Schemas {
  /** Undefined until it has come. */
  readonly schema: FormSchema | undefined;
  readonly components: Readonly<Record<string, FormSchema>>;
}

/** The schemas of a content type and of the components in it. */
export const useSchemas = (model: string): Schemas =>
  // Skipped: no document is asked for.
  useDocument({ collectionType: 'collection-types', model }, { skip: true }) as unknown as Schemas;
