/**
 * What was seen of documents while one request was answered: the audience of each component, and which content
 * type an object belongs to. Nothing here is part of the answer, so nothing can save it again.
 */
export interface Notes {
  /** By `uid:id`. */
  has(name: string): boolean;
  /** As stored. */
  get(name: string): unknown;
  /** By the object itself, else by its documentId: a handler may have copied or printed what it read. */
  uidOf(value: object): string | undefined;
  note(name: string, audience: unknown): void;
  tag(value: object, uid: string): void;
  /** After a write what was read before may be old: audiences are then read from the database again. */
  forget(): void;
  /** What was noted, for an answer that is given again. */
  kept(): KeptNotes;
}

export interface KeptNotes {
  /** By `uid:id`, as stored. */
  readonly audiences: ReadonlyMap<string, unknown>;
  /** Content types by documentId. */
  readonly documents: ReadonlyMap<string, string>;
}

export const createNotes = (before?: KeptNotes): Notes => {
  const audiences = new Map(before?.audiences);
  // What Strapi has read and copied may go before the answer does.
  const uids = new WeakMap<object, string>();
  const documents = new Map(before?.documents);
  let usable = true;
  return {
    has: (name) => audiences.has(name),
    get: (name) => audiences.get(name),
    uidOf(value) {
      const known = uids.get(value);
      if (known !== undefined) return known;
      const documentId = documentIdOf(value);
      return documentId === undefined ? undefined : documents.get(documentId);
    },
    note(name, audience) {
      if (usable) audiences.set(name, audience);
    },
    tag(value, uid) {
      uids.set(value, uid);
      const documentId = documentIdOf(value);
      if (documentId !== undefined) documents.set(documentId, uid);
    },
    forget() {
      usable = false;
      audiences.clear();
    },
    kept: () => ({ audiences: new Map(audiences), documents: new Map(documents) }),
  };
};

const documentIdOf = (value: object): string | undefined =>
  'documentId' in value && typeof value.documentId === 'string' ? value.documentId : undefined;
