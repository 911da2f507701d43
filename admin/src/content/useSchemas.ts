import { useMemo } from 'react';

import {
  unstable_useDocument as useDocument,
  unstable_useDocumentLayout as useDocumentLayout,
} from '@strapi/strapi/admin';

import type { FormSchema } from './entry-blocks';

interface Schemas {
  /** Undefined until it has come. */
  readonly schema: FormSchema | undefined;
  readonly components: Readonly<Record<string, FormSchema>>;
}

/** The schemas of a content type and of the components in it, with the fields that components are called by. */
export const useSchemas = (model: string): Schemas => {
  // Skipped: no document is asked for.
  const { schema, components } = useDocument(
    { collectionType: 'collection-types', model },
    { skip: true },
  ) as unknown as Schemas;
  const { components: layouts } = useDocumentLayout(model).edit;
  const called = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(components).map(([uid, component]) => [
          uid,
          { ...component, mainField: layouts[uid]?.settings.mainField },
        ]),
      ),
    [components, layouts],
  );
  return { schema, components: called };
};
