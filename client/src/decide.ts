import type { JsonObject } from '../../plugin/src/json';

/** What was chosen for this visitor on one page of the CMS. */
export interface Decision {
  readonly url: string;
  /** Null where nobody may share what was chosen: the page is then read by the visitor's name. */
  readonly token: string | null;
  readonly reason?: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number | null;
  /** Keys of the blocks that were chosen and are shown. */
  readonly exposures: readonly string[];
}

interface Needs {
  /** `https://cms.example.com/api/attune` */
  readonly base: string;
  readonly writeKey: string;
  readonly fetch: typeof fetch;
  /** Who visits, and how: what the choices depend on. */
  visit(): { readonly visitor: string | undefined; readonly context: JsonObject };
}

/** Choices of one page view, kept until they end or somebody else is visiting. */
export const createDecider = ({ base, writeKey, fetch: send, visit }: Needs) => {
  const kept = new Map<string, Decision>();
  return async (urls: readonly string[]): Promise<readonly Decision[]> => {
    const { visitor, context } = visit();
    const nameOf = (url: string) => JSON.stringify([visitor, context, url]);
    const known = (url: string): Decision | undefined => {
      const own = kept.get(nameOf(url));
      return own && (own.expiresAt ?? 0) > Date.now() ? own : undefined;
    };
    const asked = urls.filter((url) => !known(url));
    if (asked.length > 0) {
      // Text and no header of ours: so the browser asks no preflight.
      const answer = await send(`${base}/v1/decide`, {
        method: 'POST',
        body: JSON.stringify({ visitor, context, urls: asked, writeKey }),
      }).catch(() => undefined);
      const { data } = answer?.ok ? ((await answer.json()) as { data: readonly Decision[] }) : { data: [] };
      for (const one of data) kept.set(nameOf(one.url), one);
    }
    return urls.map((url) => kept.get(nameOf(url)) ?? { url, token: null, expiresAt: null, exposures: [] });
  };
};
