import { isJsonObject, PluginError, type JsonObject } from '../../../plugin/src';
import type { Piece } from './accepted-event';
import type { EventKey } from './proof';
import type { Call, ReadCall } from './read-call';
import type { Quarantined, QuarantineStore } from './quarantine-store';

interface Needs {
  readonly store: QuarantineStore;
  readonly readCall: (body: JsonObject, call: Call) => ReadCall;
  /** Fulfils when durable. */
  readonly add: (piece: Piece) => Promise<unknown>;
  /** The key the event came under; undefined when it was revoked since. */
  readonly keyById: (id: string) => Promise<EventKey | undefined>;
}

export interface Quarantine {
  readonly list: QuarantineStore['list'];
  discard(id: string): Promise<Quarantined>;
  /** Sends it through the checks again, as it was or corrected, in the name of the key it came under. */
  replay(id: string, corrected?: string): Promise<{ readonly messageId: string }>;
}

const parsed = (text: string): JsonObject => {
  try {
    const body: unknown = JSON.parse(text);
    if (isJsonObject(body)) return body;
  } catch {
    // Answered below: it was cut, or it never was JSON.
  }
  throw new PluginError('unreadable', 'The event is not a whole JSON object. Send it corrected, as `body`.');
};

export const createQuarantine = ({ store, readCall, add, keyById }: Needs): Quarantine => {
  const wanted = async (id: string): Promise<Quarantined> => {
    const row = await store.get(id);
    if (!row) throw new PluginError('not-found', 'There is no such event in quarantine.');
    return row;
  };
  return {
    list: store.list,
    async discard(id) {
      const row = await wanted(id);
      await store.delete(id);
      return row;
    },
    async replay(id, corrected) {
      const row = await wanted(id);
      const key = await keyById(row.keyId);
      if (!key) throw new PluginError('conflict', 'The key this event came under has been revoked.');
      // Without a messageId of its own it gets the same one each time: replayed twice, it counts once.
      const body = { messageId: `quarantine-${id}`, ...parsed(corrected ?? row.body) };
      const kind = row.historical ? 'import' : 'batch';
      const { accepted, refused } = readCall(
        { batch: [body] },
        { kind, key, receivedAt: row.receivedAt, request: {} },
      );
      const [{ fault } = { fault: undefined }] = refused;
      if (fault) throw new PluginError('invalid', `${fault.path}: ${fault.message}`, { errors: [fault] });
      await add({ events: accepted.map(({ event }) => event), quarantined: [] });
      await store.delete(id);
      return { messageId: accepted[0]?.event.event.messageId ?? body.messageId };
    },
  };
};
