import type { JsonObject } from '../../../plugin/src';
import type { Clock, NewId, Secrets, Transact } from '../ports';
import type { AuditStore } from './privacy-store';

/** Writes down who did what, and to whose data. */
export interface Audit {
  note(actor: string, action: string, subject: string, details: JsonObject): Promise<void>;
  /** For looking: the same look by the same person is written once a minute. */
  look(actor: string, action: string, subject: string, details: JsonObject): Promise<void>;
}

interface Needs {
  readonly store: AuditStore;
  readonly transact: Transact;
  readonly secrets: Pick<Secrets, 'hash'>;
  readonly now: Clock;
  readonly newId: NewId;
}

const ONCE_MS = 60_000;

export const createAudit = ({ store, transact, secrets, now, newId }: Needs): Audit => {
  let looks = new Map<string, number>();

  const note: Audit['note'] = (actor, action, subject, details) =>
    transact((tx) =>
      store.append(tx, {
        id: newId(),
        at: now(),
        actor,
        action,
        subjectHash: secrets.hash('subject', subject),
        details,
      }),
    );
  return {
    note,
    async look(actor, action, subject, details) {
      const at = now();
      const key = `${actor}\n${action}\n${subject}`;
      if (at - (looks.get(key) ?? -Infinity) < ONCE_MS) return;
      looks = new Map([...looks, [key, at] as const].filter(([, then]) => at - then < ONCE_MS));
      await note(actor, action, subject, details);
    },
  };
};
