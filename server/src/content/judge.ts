import { readAudience, readExperience, type Audience, type Experience } from '../../../plugin/src';
import type { Log } from '../ports';
import type { Block, Entry } from './block';
import type { Notes } from './notes';
import { createReadRules, type AudienceStore } from './rules';

export type { AudienceStore } from './rules';

type Named = Pick<Block, 'name'>;

/** `null` for everyone, `undefined` for a block that cannot be judged. */
export type AudienceOf = (block: Named) => Audience | null | undefined;

/** `null` for an entry without variants, and for one whose variants cannot be read. */
export type ExperienceOf = (entry: Named) => Experience | null;

interface Needs {
  readonly audiences: AudienceStore;
  readonly log: Log;
}

/** Finds the audiences of blocks: as they were noted while the answer was made, else in the database. */
export const createJudge = (needs: Needs) => {
  const readRules = createReadRules(needs);
  return async (blocks: readonly Block[], notes: Notes): Promise<AudienceOf> => {
    const audiences = new Map<string, Audience | null | undefined>();
    for (const [name, stored] of await readRules(blocks, notes)) audiences.set(name, readAudience(stored));
    return ({ name }) => audiences.get(name);
  };
};

export type Judge = ReturnType<typeof createJudge>;

/** The same without waiting, where all were noted; what has no id cannot be judged however long one waits. */
export const judgeNoted =
  (notes: Notes, onMissing: () => never): AudienceOf =>
  ({ name }) => {
    if (name === '') return undefined;
    return notes.has(name) ? readAudience(notes.get(name)) : onMissing();
  };

/** Finds the variants of entries in the same way. */
export const createExperiences = (needs: Needs) => {
  const readRules = createReadRules(needs);
  return async (entries: readonly Entry[], notes: Notes): Promise<ExperienceOf> => {
    const experiences = new Map<string, Experience | null>();
    for (const [name, stored] of await readRules(entries, notes))
      experiences.set(name, readExperience(stored) ?? null);
    return ({ name }) => experiences.get(name) ?? null;
  };
};

export type Experiences = ReturnType<typeof createExperiences>;
