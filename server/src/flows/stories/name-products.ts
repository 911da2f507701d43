import type { Moment } from './run-story';

/** What the shop calls these products, by id; those it does not know are left out. */
export type ProductNames = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** The shop's own names for what events name by id: those that an event brought may be anybody's. */
export const nameProducts = async (
  moments: readonly Moment[],
  namesOf: ProductNames,
): Promise<readonly Moment[]> => {
  const ids = [...new Set(moments.flatMap(({ about }) => about?.products.map(({ id }) => id) ?? []))];
  if (ids.length === 0) return moments;
  const names = await namesOf(ids);
  return moments.map((moment) => {
    if (moment.about === null) return moment;
    const products = moment.about.products.map((product) => ({
      ...product,
      name: names.get(product.id) ?? product.name,
    }));
    return { ...moment, about: { ...moment.about, products } };
  });
};
