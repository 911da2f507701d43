import type { BootedStrapi } from './strapi';
import { loginAdmin } from './admin';

/** Makes the segment `vip`: those whose trait `plan` is `vip`. */
export const makeVip = async ({ strapi, url }: BootedStrapi): Promise<void> => {
  const admin = await loginAdmin(strapi, url);
  const made = await admin('/attune/segments', {
    method: 'POST',
    body: JSON.stringify({ name: 'VIP', key: 'vip', condition: { kind: 'trait', where: { plan: 'vip' } } }),
  });
  if (!made.ok) throw new Error(`The segment was not made: ${await made.text()}`);
};
