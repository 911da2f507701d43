import type { ReadySegment } from '../catalogue';
import { segmentsIn } from '../dependencies';

export interface Decision {
  /** Whether the visitor is in right now, by key; a segment that cannot be judged is not among them. */
  readonly standing: ReadonlyMap<string, boolean>;
  /** When the request's own part could change by the clock alone. */
  readonly until: number | null;
  /** Keys of those whose judging failed. */
  readonly failed: readonly string[];
}

/**
 * Each as it is judged, in an order in which each comes after those it asks for. One that fails stops no other: it and
 * those that ask for it are neither in nor out.
 */
export const decideEach = (
  ready: readonly ReadySegment[],
  judge: (one: ReadySegment) => { readonly value: boolean; readonly until: number | null },
  inside: Set<string>,
): Decision => {
  const standing = new Map<string, boolean>();
  const failed: string[] = [];
  const unknown = new Set<string>();
  let until = Infinity;
  for (const one of ready) {
    const { key, condition } = one.segment;
    if (unknown.size > 0 && segmentsIn(condition).some((asked) => unknown.has(asked))) {
      unknown.add(key);
      continue;
    }
    try {
      const { value, until: then } = judge(one);
      standing.set(key, value);
      if (value) inside.add(key);
      until = Math.min(until, then ?? Infinity);
    } catch {
      unknown.add(key);
      failed.push(key);
    }
  }
  return { standing, until: until === Infinity ? null : until, failed };
};
