import type { ContentFace } from '../content/strapi';
import type { Served } from './endpoints';
import type { Heartbeat } from './heartbeat';
import type { EarlyRoute, SliceParts } from './slice';

/** The composed product: what the rim starts, serves and drains. */
export interface Ring {
  readonly served: ReadonlyMap<string, Served['handle']>;
  readonly early: readonly EarlyRoute[];
  readonly heartbeat: Heartbeat;
  readonly content: ContentFace;
  start(): Promise<void>;
  drain(): Promise<void>;
}

/** One ring of the parts of all slices: started in the order in which they were made, and drained in the other. */
export const assemble = (
  parts: readonly SliceParts<unknown>[],
  heartbeat: Heartbeat,
  content: ContentFace,
): Ring => ({
  served: new Map(
    parts.flatMap((part) => part.served ?? []).map(({ endpoint, handle }) => [endpoint.id, handle]),
  ),
  early: parts.flatMap((part) => part.early ?? []),
  heartbeat,
  content,
  async start() {
    for (const part of parts) await part.start?.();
    heartbeat.start();
  },
  async drain() {
    await heartbeat.stop();
    for (const part of [...parts].reverse()) await part.drain?.();
  },
});
