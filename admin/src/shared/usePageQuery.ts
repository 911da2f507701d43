import { useQueryParams } from '@strapi/strapi/admin';

interface PageQuery {
  readonly page?: string;
  readonly pageSize?: string;
  readonly _q?: string;
}

/** Page and search words as Strapi's own controls keep them in the address. */
export const usePageQuery = (): {
  readonly page: number;
  readonly pageSize: number;
  readonly search?: string;
} => {
  const [{ query }] = useQueryParams<PageQuery>();
  return {
    page: Number(query.page ?? 1) || 1,
    pageSize: Number(query.pageSize ?? 10) || 10,
    search: query._q || undefined,
  };
};
