import { hash } from '../../../experiments';
import type { RandomCondition } from '../../condition';
import type { Facts } from '../../facts';
import type { ConditionBehaviour } from '../../kind';

const HASH_VERSION = 2;

export const randomBehaviour: ConditionBehaviour<RandomCondition> = {
  kind: 'random',
  compile({ salt, share }) {
    /** A stranger has no place of their own: they are in no share. */
    const place = ({ profile }: Facts): number | null =>
      profile ? hash(salt, profile.id, HASH_VERSION) : null;
    const isIn = (at: number | null): boolean => at !== null && at < share;
    return {
      test: (facts) => isIn(place(facts)),
      find(facts, _now, found) {
        const at = place(facts);
        found.until = Infinity;
        found.actual = at;
        return isIn(at);
      },
    };
  },
  needs: () => ({}),
};
