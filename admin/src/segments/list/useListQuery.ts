import { useMemo } from 'react';

import { useQueryParams } from '@strapi/strapi/admin';

import type { InputOf } from '../../../../plugin/src/endpoints';
import type { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { usePageQuery } from '../../shared/usePageQuery';
import { listInputOf, type ListAddress } from './list-input';

type ListInput = InputOf<(typeof segmentsEndpoints)['list']>;

/** What the address asks of the list, and how to ask for another folder. */
export const useListQuery = () => {
  const page = usePageQuery();
  const [{ query }, setQuery] = useQueryParams<ListAddress>();
  const { page: number, pageSize, search } = page;
  const input = useMemo(
    () => listInputOf(query, { page: number, pageSize, search }) as ListInput,
    [query, number, pageSize, search],
  );
  return {
    input,
    folder: query.folder ?? '',
    setFolder: (folder: string) => setQuery({ folder: folder || undefined, page: 1 } as ListAddress),
    /** Whether fewer than all are asked for. */
    narrowed: Boolean(search || query.folder || query.filters?.$and?.length),
  };
};
