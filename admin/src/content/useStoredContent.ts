import { useEffect, useMemo, useState } from 'react';

import { useFetchClient, useQueryParams } from '@strapi/strapi/admin';

import { entryContent, mayBeTargeted, type EntryContent } from './entry-content';
import { useSchemas } from './useSchemas';

type Stored = Readonly<Record<string, unknown>> & { readonly documentId: string };

interface Asked {
  readonly model: string;
  readonly isSingle: boolean;
  readonly documentIds: readonly string[];
}

/**
 * What some entries of a type hold in their drafts, by documentId, in the locale that the page shows; undefined until
 * it has come. `failed` where it could not be read.
 */
export const useStoredContent = ({
  model,
  isSingle,
  documentIds,
}: Asked): ReadonlyMap<string, EntryContent> | 'failed' | undefined => {
  const { get, post } = useFetchClient();
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const { schema, components } = useSchemas(model);
  const locale = query.plugins?.i18n?.locale;
  const wanted = mayBeTargeted(schema, components) ? documentIds.join() : '';
  const [stored, setStored] = useState<readonly Stored[] | 'failed'>();

  useEffect(() => {
    if (wanted === '') return;
    const stop = new AbortController();
    const { signal } = stop;
    const read = async (): Promise<readonly Stored[] | undefined> => {
      if (isSingle) {
        const path = `/content-manager/single-types/${model}`;
        return [(await get<{ data: Stored }>(path, { params: { locale }, signal })).data.data];
      }
      // What Strapi's own dialog reads to see whether they can be published.
      const path = `/content-manager/collection-types/${model}/actions/bulkFindForValidation`;
      const asked = { documentIds: wanted.split(','), locale };
      return (await post<{ results?: readonly Stored[] }>(path, asked, { signal })).data.results;
    };
    read().then(
      (found) => setStored(found ?? 'failed'),
      () => signal.aborted || setStored('failed'),
    );
    return () => stop.abort();
  }, [get, post, model, isSingle, wanted, locale]);

  return useMemo(() => {
    if (!schema || !Array.isArray(stored)) return stored === 'failed' ? stored : undefined;
    return new Map(
      (stored as readonly Stored[]).map((entry) => [
        entry.documentId,
        entryContent(entry, schema, components),
      ]),
    );
  }, [stored, schema, components]);
};
