// A website's own server in plain Node: each page is read as its visitor is to see it.
import { createServer } from 'node:http';

import { createSite } from 'strapi-plugin-attune/site';

const { CMS_URL = 'http://localhost:1337', ATTUNE_SERVER_KEY: serverKey, PORT = '3000' } = process.env;
const site = createSite({ cmsUrl: CMS_URL, serverKey });
const PAGE = '/api/pages?filters[slug][$eq]=home&populate[blocks][populate]=*';

// Your own template.
const render = ({ data: [page] }) =>
  `<!doctype html><title>${page.title}</title>${page.blocks.map(({ title }) => `<h2>${title}</h2>`).join('')}`;

export const server = createServer(async (req, res) => {
  // Whoever is logged in on your site is named too: { userId }. How you know is your own affair.
  const visitor = site.visitor(req);
  const answer = await site.fetch(PAGE, { req, visitor });
  res.writeHead(answer.status, {
    ...site.cachingHeaders(answer),
    'content-type': 'text/html; charset=utf-8',
    // Only where your consent banner says that you may.
    'set-cookie': visitor.setCookies,
  });
  res.end(answer.status === 304 ? undefined : render(await answer.json()));
}).listen(Number(PORT));
