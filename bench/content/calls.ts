const DEEP = 'populate[blocks][on][blocks.feature][populate][picture]=true'
  .concat('&populate[blocks][on][blocks.feature][populate][cards]=true')
  .concat('&populate[blocks][on][blocks.feature][populate][seo][populate]=picture');
export const PATH = `/api/pages?filters[slug]=bench&${DEEP}`;
export const OPEN = `/api/pages?filters[slug]=open&${DEEP}`;
export const BEHIND = `/api/articles?filters[slug]=bench&${DEEP}`;
const QUERY = `{ pages(filters: { slug: { eq: "bench" } }) { title blocks { ... on ComponentBlocksFeature { title text picture { url alternativeText } cards { label } seo { description picture { url } } } } } }`;
export const KEY = 'bench-server-key';
export const VISITORS = 1_000;

export interface Call {
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

let unheard = 0;
/** An address that nobody has asked for yet. */
const unheardOf = (path: string): Call => ({ path: `${path}&unheard=${(unheard += 1)}` });
export const fresh = (): Call => unheardOf(PATH);
export const freshOpen = (): Call => unheardOf(OPEN);
export const graphql = (): Call => ({
  path: '/graphql',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: QUERY }),
});
export const visitor = (index: number): Call => ({
  path: PATH,
  headers: { 'attune-visitor': `visitor-${index % VISITORS}` },
});

/** So many choices in one call, as a website's server asks for the pages of a visit. */
export const decisions = (index: number, addresses: number): Call => ({
  path: '/api/attune/v1/decide',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
  body: JSON.stringify({
    visitor: `visitor-${index % VISITORS}`,
    urls: Array.from({ length: addresses }, (_, at) => `${PATH}&at=${at}`),
  }),
});
