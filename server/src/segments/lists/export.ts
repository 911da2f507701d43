import type { AsOf } from '../insight/as-of';
import type { Segment } from '../segment';
import { lineOf } from './csv-cell';

export interface ExportedPerson {
  readonly id: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string;
}

interface Needs {
  readonly asOf: Pick<AsOf, 'ids' | 'size'>;
  /** Those of these who still are. */
  readonly people: (ids: readonly string[]) => Promise<readonly ExportedPerson[]>;
  readonly breathe: () => Promise<void>;
}

/** People whose rows are read between two breaths. */
const SLICE = 250;
const HEAD = ['profileId', 'userId', 'email', 'name'];

/**
 * Everybody in a segment at one moment, as lines of CSV. Who comes or goes while it is read changes nothing: each slice
 * is asked for as of that moment. Only who is erased meanwhile is left out.
 */
export const createExport = ({ asOf, people, breathe }: Needs) => ({
  size: (segment: Segment, at: number): Promise<number> => asOf.size(segment.id, at),

  async *lines(segment: Segment, at: number): AsyncGenerator<string> {
    yield lineOf(HEAD);
    for await (const ids of asOf.ids(segment.id, at)) {
      for (let from = 0; from < ids.length; from += SLICE) {
        const slice = ids.slice(from, from + SLICE);
        const byId = new Map((await people(slice)).map((person) => [person.id, person]));
        const lines = slice.flatMap((id) => {
          const person = byId.get(id);
          return person ? [lineOf([id, person.userId ?? '', person.email ?? '', person.name])] : [];
        });
        if (lines.length > 0) yield lines.join('');
        await breathe();
      }
    }
  },
});

export type Export = ReturnType<typeof createExport>;
