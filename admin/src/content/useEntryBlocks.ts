import { useDeferredValue, useMemo } from 'react';

import { unstable_useContentManagerContext as useContentManager, useForm } from '@strapi/strapi/admin';

import { entryBlocks, type EntryBlock, type FormSchema } from './entry-blocks';

type Values = Readonly<Record<string, unknown>>;

const useValues = (): Values => useForm('AttuneBlocks', (state) => state.values as Values);

const useBlocksOf = (values: Values): readonly EntryBlock[] => {
  const { components, contentType } = useContentManager();
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

/** The blocks of the entry that is being edited; they follow a moment behind the typing, which they must not slow. */
export const useEntryBlocks = (): readonly EntryBlock[] => useBlocksOf(useDeferredValue(useValues()));

/** As they are at this moment, for what somebody is about to decide by. */
export const useEntryBlocksNow = (): readonly EntryBlock[] => useBlocksOf(useValues());
