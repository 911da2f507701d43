import type { JsonObject } from '../../plugin/src/json';

/** Events go together in batches; a consent goes alone and before what comes after it. */
export type Outgoing =
  | { readonly kind: 'event'; readonly event: JsonObject }
  | { readonly kind: 'consent'; readonly body: JsonObject };

export interface Outbox {
  add(item: Outgoing): void;
  /** Sends what waits; with `leaving`, at once and without an answer, since the page is going away. */
  flush(leaving?: boolean): void;
  /** Forgets what waits. */
  clear(): void;
}

interface Needs {
  /** `https://cms.example.com/api/attune` */
  readonly base: string;
  readonly writeKey: string;
  readonly fetch: typeof fetch;
}

const GATHER_MS = 250;
const MOST_AT_ONCE = 20;
const MOST_WAITING = 500;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

const isTemporary = (status: number): boolean => status === 429 || status === 408 || status >= 500;

/** Sends in order, gathers, and tries again with growing patience. What the server refuses is dropped. */
export const createOutbox = ({ base, writeKey, fetch: send }: Needs): Outbox => {
  let waiting: readonly Outgoing[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let failures = 0;

  const next = (): readonly Outgoing[] => {
    const end = waiting.findIndex(({ kind }) => kind === 'consent');
    if (end === 0) return waiting.slice(0, 1);
    return waiting.slice(0, Math.min(MOST_AT_ONCE, end === -1 ? waiting.length : end));
  };

  const requestOf = (items: readonly Outgoing[]): { url: string; body: string } => {
    const [first] = items;
    const body =
      first?.kind === 'consent'
        ? first.body
        : {
            batch: items.flatMap((item) => (item.kind === 'event' ? [item.event] : [])),
            sentAt: new Date().toISOString(),
          };
    return {
      url: `${base}/v1/${first?.kind === 'consent' ? 'consent' : 'batch'}`,
      body: JSON.stringify({ ...body, writeKey }),
    };
  };

  // Text and no header of ours: so the browser asks no preflight.
  const post = ({ url, body }: { url: string; body: string }, keepalive: boolean) =>
    send(url, {
      method: 'POST',
      body,
      keepalive,
      credentials: 'omit',
      headers: { 'content-type': 'text/plain' },
    });

  const later = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void work();
    }, ms);
  };

  const work = async (): Promise<void> => {
    if (sending || waiting.length === 0) return;
    sending = true;
    const items = next();
    const answer = await post(requestOf(items), false).catch(() => undefined);
    sending = false;
    if (answer && !isTemporary(answer.status)) {
      waiting = waiting.filter((item) => !items.includes(item));
      failures = 0;
      return work();
    }
    const asked = Number(answer?.headers.get('retry-after')) * 1000;
    const patience = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures) * (0.75 + Math.random() / 2);
    failures += 1;
    later(Math.max(asked || 0, patience));
  };

  const leave = (): void => {
    while (waiting.length > 0) {
      const items = next();
      const request = requestOf(items);
      waiting = waiting.slice(items.length);
      const isTaken =
        typeof navigator.sendBeacon === 'function' &&
        navigator.sendBeacon(request.url, new Blob([request.body], { type: 'text/plain' }));
      if (!isTaken) post(request, true).catch(() => undefined);
    }
  };

  return {
    add(item) {
      waiting = [...waiting, item].slice(-MOST_WAITING);
      later(waiting.length >= MOST_AT_ONCE ? 0 : GATHER_MS);
    },
    flush(leaving = false) {
      if (leaving) leave();
      else void work();
    },
    clear() {
      waiting = [];
    },
  };
};
