import { useDeferredValue, useMemo } from 'react';

import { unstable_useContentManagerContext as useContentManager, useForm } from '@strapi/strapi/admin';

import { entryContent, NO_CONTENT, type EntryContent } from './entry-content';
import { useSchemas } from './useSchemas';

type Values = Readonly<Record<string, unknown>>;

const useValues = (): Values => useForm('AttuneContent', (state) => state.values as Values);

const useContentOf = (values: Values, model: string): EntryContent => {
  const { schema, components } = useSchemas(model);
  return useMemo(
    () => (schema ? entryContent(values, schema, components) : NO_CONTENT),
    [values, schema, components],
  );
};

/** The entry that is being edited; it follows a moment behind the typing, which it must not slow. */
export const useEntryContent = (): EntryContent => {
  const { model } = useContentManager();
  return useContentOf(useDeferredValue(useValues()), model);
};

/** The entry of this type in whose form this stands, as it is at this moment, for what somebody is about to decide by. */
export const useEntryContentNow = (model: string): EntryContent => useContentOf(useValues(), model);
