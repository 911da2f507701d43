import { knexOf } from '../../strapi/database';
import type { CodeStore } from '../effects/code-store';

const TABLE = 'attune_flow_codes';

export const createKnexCodeStore = (): CodeStore => ({
  async insert(tx, { code, effectId, profileId, flowId, drawnAt }) {
    const row = { code, effect_id: effectId, profile_id: profileId, flow_id: flowId, drawn_at: drawnAt };
    const written = await knexOf(tx)(TABLE).insert(row).onConflict('code').ignore().returning('code');
    return written.length > 0;
  },
  async of(tx, effectId) {
    const row = await knexOf(tx)(TABLE)
      .where({ effect_id: effectId })
      .first<{ code: string } | undefined>('code');
    return row?.code;
  },
  async move(tx, fromProfile, intoProfile) {
    await knexOf(tx)(TABLE).where({ profile_id: fromProfile }).update({ profile_id: intoProfile });
  },
});
