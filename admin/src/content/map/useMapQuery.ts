import { useMemo } from 'react';

import { useQueryParams } from '@strapi/strapi/admin';

import type { contentEndpoints } from '../../../../plugin/src/content/endpoints';
import type { InputOf } from '../../../../plugin/src/endpoints';
import { usePageQuery } from '../../shared/usePageQuery';

export type MapInput = InputOf<typeof contentEndpoints.map>;
type Narrowing = Pick<MapInput, 'status' | 'segment' | 'naming' | 'contentType' | 'fault'>;

const NAMES = ['status', 'segment', 'naming', 'contentType', 'fault'] as const;

/** What the address asks of the map, and how to ask for something else. */
export const useMapQuery = () => {
  const { page, pageSize, search } = usePageQuery();
  const [{ query }, setQuery] = useQueryParams<Narrowing>();
  const { status, segment, naming, contentType, fault } = query;
  const input = useMemo<MapInput>(
    () => ({
      status: status ?? 'published',
      segment,
      naming: naming ?? 'any',
      contentType,
      fault,
      page,
      pageSize,
      search,
    }),
    [status, segment, naming, contentType, fault, page, pageSize, search],
  );
  return {
    input,
    narrow: (some: Narrowing) => {
      const next = { ...query, ...some };
      if (!next.segment) delete next.naming;
      setQuery({
        ...Object.fromEntries(NAMES.map((name) => [name, next[name] || undefined])),
        page: 1,
      } as Narrowing);
    },
    /** Whether fewer than all are asked for. */
    narrowed: Boolean(search || segment || contentType || fault),
  };
};
