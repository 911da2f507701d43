// lib/attune.mjs
import { createSite, webRequest } from 'strapi-plugin-attune/site';

const { CMS_URL = 'http://localhost:1337', ATTUNE_SERVER_KEY: serverKey } = process.env;
const site = createSite({ cmsUrl: CMS_URL, serverKey });

/** `url` is the page's own address, `headers` those of the request: conditions look at both. */
export const readPage = async (path, { url, headers }) => {
  const req = { url, headers: Object.fromEntries(headers) };
  const visitor = site.visitor(req);
  const [decision] = await site.decide([path], { req, visitor });
  const answer = await site.fetch(path, {
    ...{ req, visitor, decision },
    // Next keys what it keeps by address and headers, the token among them: one copy for each decision.
    ...(decision.token ? { next: { revalidate: 300 } } : { cache: 'no-store' }),
  });
  return { ...(await answer.json()), exposures: decision.exposures };
};

/** Another page's content, for the browser. */
export const GET = async (request) => {
  const path = new URL(request.url).searchParams.get('path') ?? '';
  if (!path.startsWith('/api/')) return new Response(null, { status: 404 });
  const { url, headers } = webRequest(request);
  const page = await readPage(path, { url, headers: new Headers(headers) });
  // What the browser gets is its visitor's: only the server's own copies are shared.
  return Response.json(page, { headers: { 'cache-control': 'private, no-cache' } });
};
