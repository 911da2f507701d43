import type { MembershipLog } from '../insight/membership-log';
import type { Segment } from '../segment';
import { lineOf } from './csv-cell';

export interface ExportedPerson {
  readonly id: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string;
}

interface Needs {
  readonly log: Pick<MembershipLog, 'idsAfterAt' | 'sizeAt'>;
  /** Those of these who still are. */
  readonly people: (ids: readonly string[]) => Promise<readonly ExportedPerson[]>;
  readonly breathe: () => Promise<void>;
}

const SLICE = 250;
const HEAD = ['profileId', 'userId', 'email', 'name'];

/**
 * Everybody in a segment at one moment, as lines of CSV. Who comes or goes while it is read changes nothing: each slice
 * is asked for as of that moment. Only who is erased meanwhile is left out.
 */
export const createExport = ({ log, people, breathe }: Needs) => ({
  size: (segment: Segment, at: number): Promise<number> => log.sizeAt(segment.id, at),

  async *lines(segment: Segment, at: number): AsyncGenerator<string> {
    yield lineOf(HEAD);
    for (let after = ''; ; ) {
      const ids = await log.idsAfterAt(segment.id, at, after, SLICE);
      await breathe();
      const byId = new Map((await people(ids)).map((person) => [person.id, person]));
      const lines = ids.flatMap((id) => {
        const person = byId.get(id);
        return person ? [lineOf([id, person.userId ?? '', person.email ?? '', person.name])] : [];
      });
      if (lines.length > 0) yield lines.join('');
      const last = ids.at(-1);
      if (last === undefined || ids.length < SLICE) return;
      after = last;
      await breathe();
    }
  },
});

export type Export = ReturnType<typeof createExport>;
