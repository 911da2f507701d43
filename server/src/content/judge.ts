import { readAudience, readExperience, type Audience, type Experience } from '../../../plugin/src';
import type { Log } from '../ports';
import type { Notes } from './notes';
import { createReadRules, type AudienceStore } from './rules';
import type { Block, Entry } from './walk';

export type { AudienceStore } from './rules';

type Named = Pick<Block, 'uid' | 'id'>;

/** `null` for everyone, `undefined` for a block that cannot be judged. */
export type AudienceOf = (block: Named) => Audience | null | undefined;

/** `null` for an entry without variants, and for one whose variants cannot be read. */
export type ExperienceOf = (entry: Named) => Experience | null;

interface Needs {
  readonly audiences: AudienceStore;
  readonly log: Log;
}

/** Reads what is stored of each once. */
const remembered = <Value>(read: (named: Named) => Value): ((named: Named) => Value) => {
  const known = new Map<string, { readonly value: Value }>();
  return (named) => {
    const name = `${named.uid}:${named.id}`;
    const before = known.get(name) ?? { value: read(named) };
    known.set(name, before);
    return before.value;
  };
};

/** Finds the audiences of blocks: as they were noted while the answer was made, else in the database. */
export const createJudge = (needs: Needs) => {
  const readRules = createReadRules(needs);
  return async (blocks: readonly Block[], notes: Notes): Promise<AudienceOf> => {
    const rules = await readRules(blocks, notes);
    return remembered((block) => (rules.has(block) ? readAudience(rules.of(block)) : undefined));
  };
};

export type Judge = ReturnType<typeof createJudge>;

/** Finds the variants of entries in the same way. */
export const createExperiences = (needs: Needs) => {
  const readRules = createReadRules(needs);
  return async (entries: readonly Entry[], notes: Notes): Promise<ExperienceOf> => {
    const rules = await readRules(entries, notes);
    return remembered((entry) => readExperience(rules.of(entry)) ?? null);
  };
};

export type Experiences = ReturnType<typeof createExperiences>;
