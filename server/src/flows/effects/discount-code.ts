import { codeFrom } from '../../../../plugin/src';
import type { Clock, Secrets } from '../../ports';
import type { InwardHandler } from '../outbox/effect';
import type { CodeStore } from './code-store';

interface Needs {
  readonly codes: CodeStore;
  readonly secrets: Pick<Secrets, 'hash'>;
  readonly now: Clock;
}

const PURPOSE = 'discount-code';
/** With four drawn signs there are a million codes: so many in a row are taken only when nearly all are. */
const MOST_TRIES = 30;
/** Bytes that one hash gives; a pattern may want more than one does. */
const HASHES = 2;

const bytesOf = (hex: string): readonly number[] =>
  (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));

/**
 * Draws a code from the installation's secret and the effect's id: nobody can guess it, and whoever tries again
 * draws the same. The table is the guarantee that no two are alike.
 */
export const createDiscountCode = ({ codes, secrets, now }: Needs): InwardHandler => ({
  async apply(tx, { id, payload, profileId, flowId }) {
    const known = await codes.of(tx, id);
    if (known !== undefined) return { outcome: 'done', code: known };
    const pattern = String(payload.pattern);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const bytes = Array.from({ length: HASHES }, (_, n) =>
        bytesOf(secrets.hash(PURPOSE, `${id}:${tries}:${n}`)),
      ).flat();
      const code = codeFrom(pattern, bytes);
      if (await codes.insert(tx, { code, effectId: id, profileId, flowId, drawnAt: now() })) {
        return { outcome: 'done', code };
      }
    }
    return { outcome: 'failed', reason: 'the codes of this pattern are used up' };
  },
});
