import { TEST_KEYS, type BootedStrapi } from './strapi';

export interface DecidedUrl {
  readonly url: string;
  readonly token: string | null;
  readonly reason?: string;
  readonly expiresAt: number | null;
  readonly exposures: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

const SPAN_MS = 5 * 60_000;

/** Tokens are equal within five minutes that begin with the clock's: near their end this waits for the next. */
export const inOneSpan = async (forMs = 10_000): Promise<void> => {
  const left = SPAN_MS - (Date.now() % SPAN_MS);
  if (left < forMs) await new Promise((resolve) => setTimeout(resolve, left));
};

/** Asks for choices as a website does; `urls` with their `/api`. */
export const postDecide = (
  { url }: Pick<BootedStrapi, 'url'>,
  body: unknown,
  headers: Headers = { authorization: `Bearer ${TEST_KEYS.server}` },
): Promise<Response> =>
  fetch(`${url}/api/attune/v1/decide`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

export const decide = async (
  app: Pick<BootedStrapi, 'url'>,
  body: { readonly visitor?: string; readonly context?: object; readonly urls: readonly string[] } & object,
  headers?: Headers,
): Promise<readonly DecidedUrl[]> => {
  const answer = await postDecide(app, body, headers);
  if (!answer.ok) throw new Error(`Nothing was decided: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { data: readonly DecidedUrl[] }).data;
};
