import { useEffect, useMemo, useState } from 'react';

import { unstable_useDocument as useDocument, useFetchClient, useQueryParams } from '@strapi/strapi/admin';

import { AUDIENCE_FIELD } from '../../../plugin/src/content/audience';
import { entryBlocks, type EntryBlock, type FormSchema } from './entry-blocks';

type Stored = Readonly<Record<string, unknown>> & { readonly documentId: string };

interface Asked {
  readonly model: string;
  readonly documentIds: readonly string[];
}

/**
 * The blocks of some entries of a type as their drafts hold them, by documentId, in the locale that the list shows;
 * undefined until they have come. `failed` where they could not be read.
 */
export const useStoredBlocks = ({
  model,
  documentIds,
}: Asked): ReadonlyMap<string, readonly EntryBlock[]> | 'failed' | undefined => {
  const { post } = useFetchClient();
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const { schema, components } = useDocument({ collectionType: 'collection-types', model }, { skip: true });
  const schemas = components as unknown as Readonly<Record<string, FormSchema>>;
  const hasAudiences = Object.values(schemas).some(({ attributes }) =>
    Object.values(attributes).some(({ customField }) => customField === AUDIENCE_FIELD),
  );
  const locale = query.plugins?.i18n?.locale;
  const wanted = hasAudiences ? documentIds.join() : '';
  const [stored, setStored] = useState<readonly Stored[] | 'failed'>();

  useEffect(() => {
    if (wanted === '') return;
    const stop = new AbortController();
    // What Strapi's own dialog reads to see whether they can be published.
    post<{ results?: readonly Stored[] }>(
      `/content-manager/collection-types/${model}/actions/bulkFindForValidation`,
      { documentIds: wanted.split(','), locale },
      { signal: stop.signal },
    ).then(
      ({ data }) => setStored(data.results ?? 'failed'),
      () => stop.signal.aborted || setStored('failed'),
    );
    return () => stop.abort();
  }, [post, model, wanted, locale]);

  return useMemo(() => {
    if (stored === undefined || stored === 'failed' || !schema)
      return stored === 'failed' ? stored : undefined;
    return new Map(
      stored.map((entry) => [entry.documentId, entryBlocks(entry, schema as unknown as FormSchema, schemas)]),
    );
  }, [stored, schema, schemas]);
};
