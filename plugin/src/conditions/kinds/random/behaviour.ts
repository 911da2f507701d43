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
    return {
      test(facts) {
        const at = place(facts);
        return at !== null && at < share;
      },
      reading: place,
    };
  },
  needs: () => ({}),
};
