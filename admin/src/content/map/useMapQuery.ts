import { useMemo } from 'react';

import { useQueryParams } from '@strapi/strapi/admin';

import type { contentEndpoints } from '../../../../plugin/src/content/endpoints';
import type { InputOf } from '../../../../plugin/src/endpoints';
import { usePageQuery } from '../../shared/usePageQuery';

export type MapInput = InputOf<typeof contentEndpoints.map>;
type Narrowing = Pick<MapInput, 'status' | 'segment' | 'contentType' | 'fault'>;

const NAMES = ['status', 'segment', 'contentType', 'fault'] as const;

/** What the address asks of the map, and how to ask for something else. */
export const useMapQuery = () => {
  const { page, pageSize, search } = usePageQuery();
  const [{ query }, setQuery] = useQueryParams<Narrowing>();
  const { status, segment, contentType, fault } = query;
  const input = useMemo<MapInput>(
    () => ({ status: status ?? 'published', segment, contentType, fault, page, pageSize, search }),
    [status, segment, contentType, fault, page, pageSize, search],
  );
  return {
    input,
    narrow: (some: Narrowing) => {
      const next = { ...query, ...some };
      setQuery({
        ...Object.fromEntries(NAMES.map((name) => [name, next[name] || undefined])),
        page: 1,
      } as Narrowing);
    },
    /** Whether fewer than all are asked for. */
    narrowed: Boolean(search || segment || contentType || fault),
  };
};
