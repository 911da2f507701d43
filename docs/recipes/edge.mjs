// A static site whose pages are completed at an edge that speaks `fetch(request)`. The build leaves, where blocks
// depend on who looks, a place with what strangers see: <!--attune /api/home?populate=*-->…<!--/attune-->
import { createSite, webRequest } from 'strapi-plugin-attune/site';

const { CMS_URL = 'http://localhost:1337', CDN_URL, STATIC_URL, ATTUNE_SERVER_KEY: serverKey } = process.env;
const site = createSite({ cmsUrl: CMS_URL, cdnUrl: CDN_URL, serverKey });
const PLACE = /<!--attune (\S+)-->([\s\S]*?)<!--\/attune-->/g;

// Your own template. A list has several entries, a single entry or a single type one.
const render = (data) =>
  [data]
    .flat()
    .flatMap(({ blocks }) => blocks)
    .map(({ title }) => `<h2>${title}</h2>`)
    .join('');

/** One place, or what the build has left there when the CMS does not answer. */
const fill = async (path, left, options) => {
  const answer = await site.fetch(path, options).catch(() => undefined);
  return answer?.ok ? render((await answer.json()).data) : left;
};

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    const page = await fetch(new URL(pathname, STATIC_URL));
    const html = await page.text();
    const places = [...html.matchAll(PLACE)];
    const headers = new Headers({ 'content-type': page.headers.get('content-type') ?? 'text/html' });
    if (!page.ok || places.length === 0) return new Response(html, { status: page.status, headers });

    const req = webRequest(request);
    const visitor = site.visitor(req);
    const paths = places.map(([, path]) => path);
    const decisions = await site.decide(paths, { req, visitor });
    const filled = await Promise.all(
      places.map(([, path, left], index) => fill(path, left, { req, visitor, decision: decisions[index] })),
    );
    headers.set('cache-control', 'private, no-cache');
    return new Response(
      html.replace(PLACE, () => filled.shift()),
      { headers },
    );
  },
};
