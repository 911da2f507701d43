import type { Clock, Log } from '../../ports';
import type { UseStore } from '../insight/use-store';
import type { Unnamed } from './unnamed';

interface Needs {
  readonly unnamed: Pick<Unnamed, 'all' | 'drop'>;
  readonly uses: UseStore;
  /** Keys that some block or variant names: of a draft or a published entry, in any locale. */
  readonly namedByBlocks: () => Promise<ReadonlySet<string>>;
  readonly now: Clock;
  readonly log: Log;
}

const KEPT_MS = 30 * 86_400_000;

/** Drops conditions that no block and no variant has named for 30 days. */
export const createCollectUnnamed =
  ({ unnamed, uses, namedByBlocks, now, log }: Needs) =>
  async (): Promise<void> => {
    const kept = await unnamed.all();
    if (kept.length === 0) return;
    const [named, used] = await Promise.all([namedByBlocks(), uses.all()]);
    await uses.mark(
      kept.map(({ key }) => key).filter((key) => named.has(key)),
      now(),
    );
    for (const { key, createdAt } of kept) {
      const last = Math.max(createdAt, used.get(key) ?? 0);
      if (named.has(key) || now() - last < KEPT_MS) continue;
      await unnamed.drop(key);
      log.info('A condition that no block or variant names any more was dropped.', { segment: key });
    }
  };
