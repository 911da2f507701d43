/** The CMS as a website's server calls it. */
export interface Cms {
  /** Calls the plugin's API: `decide`. A CMS that is silent for long has failed. */
  readonly call: (path: string, init?: RequestInit) => Promise<Response>;
}

interface Needs {
  /** Where the plugin's API is: `http://cms.example/api/attune/v1` */
  readonly api: string;
  readonly send: typeof fetch;
  readonly timeoutMs: number;
}

export const createCms = ({ api, send, timeoutMs }: Needs): Cms => ({
  call: (path, init) => send(`${api}/${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
});

export const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

/** Whether the CMS took it. */
export const post = async (cms: Cms, path: string, key: string, body: object): Promise<boolean> => {
  try {
    const answer = await cms.call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basic(key) },
      body: JSON.stringify(body),
    });
    return answer.ok;
  } catch {
    return false;
  }
};

/** What it answers; undefined where it does not, or says no. */
export const get = async <Data>(
  cms: Cms,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Data | undefined> => {
  try {
    const answer = await cms.call(path, { headers });
    return answer.ok ? ((await answer.json()) as { readonly data: Data }).data : undefined;
  } catch {
    return undefined;
  }
};
