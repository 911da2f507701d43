import { PluginError } from '../../../../plugin/src';
import type { EffectHandler, EffectPreview } from './effect';
import type { OutboxRow, OutboxStatus, OutboxStore } from './outbox-store';

const OPEN: readonly OutboxStatus[] = ['queued', 'held', 'failed', 'unknown'];

/** An effect that has not gone, as it would go now. */
export type PreviewEffect = (
  id: string,
) => Promise<EffectPreview & Pick<OutboxRow, 'profileId' | 'createdAt'>>;

interface Needs {
  readonly store: Pick<OutboxStore, 'find'>;
  readonly handlerOf: (kind: string) => EffectHandler | undefined;
}

/** @throws PluginError not-found for what is not waiting any more; conflict, with the reason, where it cannot be made. */
export const createPreviewEffect =
  ({ store, handlerOf }: Needs): PreviewEffect =>
  async (id) => {
    const effect = await store.find(id);
    if (!effect || !OPEN.includes(effect.status)) {
      throw new PluginError('not-found', 'It does not wait any more: it has gone, or is not to go.');
    }
    const shown = await handlerOf(effect.kind)?.preview?.(effect);
    if (shown === undefined) throw new PluginError('not-found', 'There is nothing in it to look at.');
    if (typeof shown === 'string') throw new PluginError('conflict', `It cannot be made: ${shown}.`);
    const { profileId, createdAt } = effect;
    return { ...shown, profileId, createdAt };
  };
