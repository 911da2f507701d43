import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { seedCrm } from './crm.mjs';
import { seedFlows } from './flows.mjs';
import { createHistory, paulaHistory, veraHistory } from './history.mjs';
import { importEvents, logInAdmin } from './http.mjs';
import { seedSegments } from './segments.mjs';

const productsOf = async (cmsUrl) => {
  const answer = await fetch(`${cmsUrl}/api/products?populate=category&pagination[pageSize]=100`);
  const { data } = await answer.json();
  return data.map((product) => ({ ...product, price: Number(product.price) }));
};

/** A customer's id for Attune is the id of their account. */
const userIdOf = async (cmsUrl, email) => {
  const answer = await fetch(`${cmsUrl}/api/auth/local`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifier: email, password: 'Attune-demo-1' }),
  });
  return (await answer.json()).user.documentId;
};

/**
 * Fills the ring as a customer would, over HTTP: a year of history by the import, then segments, the CRM and the
 * cart flow by the admin API. Done once for a data folder.
 */
export const seedRing = async ({
  cmsUrl,
  crmToken = 'demo-crm-token',
  dataDir,
  customers = 300,
  flowTimes = { cartWait: '45s' },
}) => {
  const mark = join(dataDir, 'seeded.json');
  if (existsSync(mark)) return false;
  const now = Date.now();
  const products = await productsOf(cmsUrl);
  const vera = await userIdOf(cmsUrl, 'vera.vip@example.com');
  await importEvents(cmsUrl, [
    ...veraHistory({ userId: vera, products, now }),
    ...paulaHistory({ now }),
    ...createHistory({ products, now, count: customers }),
  ]);
  const api = await logInAdmin(cmsUrl);
  await seedSegments(api);
  await seedCrm(api, crmToken);
  await seedFlows(api, flowTimes);
  writeFileSync(mark, JSON.stringify({ at: new Date(now).toISOString(), customers }));
  return true;
};
