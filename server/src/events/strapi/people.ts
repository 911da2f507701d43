import type { Privacy } from '../../privacy';
import { isSomebody, type Profiles } from '../../profiles';
import type { Name, People, Sought } from '..';

/** What events ask of the slices that know people. */
export const createPeople = (profiles: Profiles, privacy: Pick<Privacy, 'erasedAt'>): People => ({
  resolve: profiles.resolveMany,
  async lookUp(tx, names) {
    const byName = names.filter((name): name is Name => name.kind !== 'emailHash');
    const found = await profiles.findMany(tx, byName);
    // After that: from there on nobody is erased before this transaction ends.
    const erased = await privacy.erasedAt(tx, names);
    const profileOf = new Map(byName.map((name, at) => [name as Sought, found[at]]));
    return names.map((name, at) => {
      const profile = profileOf.get(name);
      const isPerson = profile !== undefined && isSomebody(profile);
      return { consent: profile?.consent ?? {}, isPerson, erasedAt: erased[at] };
    });
  },
  applyTraits: profiles.applyTraits,
  seen: profiles.seen,
  queue: profiles.queueEach,
});
