import type { BootedStrapi } from './strapi';

type Headers = Record<string, string>;

interface Query {
  readonly sql?: string;
}

/** Counts what is read of content, by which an answer from memory is told from one that Strapi has made. */
export const createLaneProbe = ({ strapi, url }: BootedStrapi) => {
  const reads = new Map<string, number>();
  strapi.db.connection.on('query', ({ sql = '' }: Query) => {
    const table = /^select .* from [`"]?(\w+)/i.exec(sql)?.[1];
    if (table) reads.set(table, (reads.get(table) ?? 0) + 1);
  });
  /** Strapi itself may read another type meanwhile, for its events. */
  const readsOf = (path: string) =>
    reads.get(path.startsWith('/home') ? 'homes' : (/^\/(\w+)/.exec(path)?.[1] ?? '')) ?? 0;
  const get = (path: string, headers: Headers = {}) => fetch(`${url}/api${path}`, { headers });
  const look = async (path: string, headers: Headers = {}) => {
    const before = readsOf(path);
    const response = await get(path, headers);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, warm: readsOf(path) === before };
  };
  return {
    look,
    /** How often the table of this path's type was read. */
    readsOf,
    /**
     * An answer from memory: what is asked for a second time is kept. Strapi may still be reading for its events after a
     * write: it is asked a few times.
     */
    async warm(path: string, headers: Headers = {}) {
      await look(path, headers);
      await look(path, headers);
      for (let tries = 0; tries < 200; tries += 1) {
        const answer = await look(path, headers);
        if (answer.warm) return answer;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`${path} is not answered from memory.`);
    },
    /** As Strapi makes it: the header asks for nothing, and is passed by. */
    cold: (path: string, headers: Headers = {}) =>
      look(path, { ...headers, 'strapi-encode-source-maps': 'false' }),
  };
};

/** Everything an answer says beside its body, the clock's part left out. */
export const headersOf = (
  headers: Response['headers'],
  except: readonly string[] = ['date', 'x-response-time'],
) => Object.fromEntries([...headers].filter(([name]) => !except.includes(name)));
