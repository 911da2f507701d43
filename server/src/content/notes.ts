/**
 * What was seen of documents while one request was answered: the audience of each component, and which content
 * type an object belongs to. Nothing here is part of the answer, so nothing can save it again.
 */
export interface Notes {
  has(uid: string, id: string): boolean;
  /** As stored. */
  get(uid: string, id: string): unknown;
  uidOf(value: object): string | undefined;
  note(uid: string, id: string, audience: unknown): void;
  tag(value: object, uid: string): void;
  /** After a write what was read before may be old: audiences are then read from the database again. */
  forget(): void;
}

export const createNotes = (): Notes => {
  const audiences = new Map<string, unknown>();
  const uids = new WeakMap<object, string>();
  let usable = true;
  return {
    has: (uid, id) => audiences.has(`${uid}:${id}`),
    get: (uid, id) => audiences.get(`${uid}:${id}`),
    uidOf: (value) => uids.get(value),
    note(uid, id, audience) {
      if (usable) audiences.set(`${uid}:${id}`, audience);
    },
    tag: (value, uid) => void uids.set(value, uid),
    forget() {
      usable = false;
      audiences.clear();
    },
  };
};
