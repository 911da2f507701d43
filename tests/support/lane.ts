import type { BootedStrapi } from './strapi';

type Headers = Record<string, string>;

interface Query {
  readonly sql?: string;
}

/** Counts what is read of content, by which an answer from memory is told from one that Strapi has made. */
export const createLaneProbe = ({ strapi, url }: BootedStrapi) => {
  let reads = 0;
  strapi.db.connection.on('query', ({ sql = '' }: Query) => {
    if (/^select .* from [`"]?(pages|homes|products|articles)\b/i.test(sql)) reads += 1;
  });
  const get = (path: string, headers: Headers = {}) => fetch(`${url}/api${path}`, { headers });
  const look = async (path: string, headers: Headers = {}) => {
    const before = reads;
    const response = await get(path, headers);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, warm: reads === before };
  };
  return {
    look,
    /** The answer to a second call, which must come from memory. */
    async warm(path: string, headers: Headers = {}) {
      await look(path, headers);
      const answer = await look(path, headers);
      if (!answer.warm)
        throw new Error(`${path} is not answered from memory: ${answer.status} ${answer.text}`);
      return answer;
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
