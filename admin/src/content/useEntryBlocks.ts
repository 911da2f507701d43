import { useDeferredValue, useMemo } from 'react';

import { unstable_useContentManagerContext as useContentManager, useForm } from '@strapi/strapi/admin';

import { entryBlocks, type EntryBlock, type FormSchema } from './entry-blocks';

/** The blocks of the entry that is being edited; they follow a moment behind the typing, which they must not slow. */
export const useEntryBlocks = (): readonly EntryBlock[] => {
  const { components, contentType } = useContentManager();
  const values = useDeferredValue(
    useForm('AttuneBlocks', (state) => state.values as Readonly<Record<string, unknown>>),
  );
  return useMemo(
    () =>
      contentType
        ? entryBlocks(
            values,
            contentType as unknown as FormSchema,
            components as unknown as Readonly<Record<string, FormSchema>>,
          )
        : [],
    [values, contentType, components],
  );
};
