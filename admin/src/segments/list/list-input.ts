/** The list's part of the address, as Strapi's own controls write it. */
export interface ListAddress {
  readonly sort?: string;
  readonly folder?: string;
  readonly page?: number | string;
  readonly filters?: {
    readonly $and?: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[];
  };
}

interface Page {
  readonly page: number;
  readonly pageSize: number;
  readonly search?: string;
}

const FILTERS = new Set(['kind', 'health', 'tag']);

/** `name:ASC` as two words; without one, by name. */
const sorting = (sort: string | undefined) => {
  const [by = 'name', order = 'ASC'] = (sort ?? '').split(':');
  return { sort: by || 'name', order: order.toUpperCase() === 'DESC' ? 'desc' : 'asc' };
};

/** The address as the endpoint takes it; of two filters on one thing the later one holds. */
export const listInputOf = ({ sort, folder, filters }: ListAddress, page: Page) => {
  const chosen: Record<string, string> = {};
  for (const filter of filters?.$and ?? []) {
    for (const [name, test] of Object.entries(filter)) {
      if (FILTERS.has(name)) chosen[name] = String(Object.values(test)[0]);
    }
  }
  return { ...page, ...sorting(sort), ...(folder ? { folder } : {}), ...chosen };
};
