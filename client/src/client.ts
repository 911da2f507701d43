import type { JsonObject } from '../../plugin/src/json';
import type { Purpose } from '../../plugin/src/privacy/purpose';
import { createDecider, type Decision } from './decide';
import { createOutbox } from './outbox';
import { pageContext, visitContext } from './page-context';
import { randomId } from './random-id';
import { createStorage } from './storage';

export type Decisions = Readonly<Partial<Record<Purpose, boolean>>>;

export interface ClientOptions {
  /** A browser key. */
  readonly writeKey: string;
  /** Where Strapi is reached, as `https://cms.example.com`. */
  readonly host: string;
  /** Where its plugin is, should the REST prefix not be `/api`. */
  readonly path?: string;
  /** `ask` (the default): nothing is sent or kept before a yes to analytics. `granted`: the site has another ground. */
  readonly consent?: 'ask' | 'granted';
  /** The visitor's id, where the site's server keeps it in a cookie that scripts may not read. */
  readonly anonymousId?: string;
  readonly fetch?: typeof fetch;
}

export interface AttuneClient {
  track(event: string, properties?: JsonObject): void;
  page(name?: string, properties?: JsonObject): void;
  /** A claim of this device, until `signature` (hex HMAC-SHA256 of the userId, made by your server) proves it. */
  identify(userId: string | null, traits?: JsonObject, options?: { readonly signature?: string }): void;
  /** Records yes and no. With a yes to analytics the calls made so far are sent, with a no they are forgotten. */
  consent(decisions: Decisions, asked?: { readonly source?: string; readonly wording?: string }): void;
  /** What was decided on this device, to know whether to ask. */
  decisions(): Decisions;
  /** Somebody else takes over this device: a new id, and no userId. */
  reset(): void;
  /** For `Attune-Visitor`; undefined before there may be one. */
  anonymousId(): string | undefined;
  /**
   * What is chosen for this visitor on these pages (path and query, as `/api/pages?populate=*`): for static sites. A
   * token goes into the header `Attune-Decision`; without one send `Attune-Visitor`.
   */
  decide(urls: readonly string[]): Promise<readonly Decision[]>;
  /** Sends what waits without waiting for more. */
  flush(): void;
}

const ID = 'attune_visitor';
const USER = 'attune_user';
const CONSENT = 'attune_consent';
/** Calls made before the answer; what a page of minutes makes. */
const MOST_HELD = 100;

interface User {
  readonly userId?: string;
  readonly signature?: string;
}

const parsed = <T extends object>(text: string | undefined): Partial<T> => {
  try {
    return (JSON.parse(text ?? '{}') as Partial<T> | null) ?? {};
  } catch {
    return {};
  }
};

/** Makes the browser client; see docs/guides/tracking.md. */
export const createClient = (options: ClientOptions): AttuneClient => {
  const { writeKey, host, path = '/api/attune', consent: mode = 'ask' } = options;
  const storage = createStorage();
  const base = `${host.replace(/\/$/, '')}${path}`;
  const send: typeof fetch = options.fetch ?? ((...given) => fetch(...given));
  const outbox = createOutbox({ base, writeKey, fetch: send });
  let held: readonly JsonObject[] = [];
  /** Who was named on this page, before it may be kept. */
  let named: User | undefined;

  const decisions = (): Decisions => parsed<Record<Purpose, boolean>>(storage.get(CONSENT));
  const mayTrack = (): boolean => decisions().analytics ?? mode === 'granted';
  const user = (): User => named ?? parsed<User>(storage.get(USER));
  const keepUser = (): void => {
    if (named && mayTrack()) storage.set(USER, JSON.stringify(named));
  };
  const knownId = (): string | undefined => options.anonymousId ?? storage.get(ID);
  const idOf = (): string => {
    const known = knownId();
    if (known) return known;
    const id = randomId();
    storage.set(ID, id);
    return id;
  };
  const dispatch = (event: JsonObject): void =>
    outbox.add({ kind: 'event', event: { ...event, anonymousId: idOf() } });

  const call = (type: string, fields: JsonObject, { userId, signature }: User): void => {
    const event = {
      type,
      messageId: randomId(),
      timestamp: new Date().toISOString(),
      ...(userId ? { userId } : {}),
      ...fields,
      context: { ...pageContext(), ...(signature ? { attune: { signature } } : {}) },
    };
    if (mayTrack()) dispatch(event);
    else if (decisions().analytics === undefined) held = [...held, event].slice(-MOST_HELD);
  };

  addEventListener('pagehide', () => outbox.flush(true));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') outbox.flush(true);
  });

  return {
    track: (event, properties = {}) => call('track', { event, properties }, user()),
    page: (name, properties = {}) => call('page', { ...(name ? { name } : {}), properties }, user()),
    identify(userId, traits = {}, { signature } = {}) {
      if (userId) named = { userId, signature };
      keepUser();
      call('identify', { traits }, user());
    },
    consent(decided, { source = 'banner', wording } = {}) {
      storage.set(CONSENT, JSON.stringify({ ...decisions(), ...decided }));
      const isYes = Object.values(decided).includes(true);
      // A no of somebody who has no id is kept here and nowhere else: there is nobody to keep it of.
      const anonymousId = isYes ? idOf() : knownId();
      if (anonymousId) {
        const body = { anonymousId, decisions: decided, source, ...(wording ? { wording } : {}) };
        outbox.add({ kind: 'consent', body });
      }
      keepUser();
      if (mayTrack()) held.forEach(dispatch);
      if (decisions().analytics !== undefined) held = [];
      outbox.flush();
    },
    decisions,
    reset() {
      named = undefined;
      storage.remove(USER);
      storage.remove(ID);
    },
    anonymousId: knownId,
    decide: createDecider({
      ...{ base, writeKey, fetch: send },
      visit: () => ({ visitor: knownId(), context: visitContext(decisions()) }),
    }),
    flush: () => outbox.flush(),
  };
};
