import { useCallback, useMemo, useState } from 'react';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import { isUnnamedKey } from '../../../plugin/src/segments/unnamed-key';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';

export interface AudienceNames {
  /** False until the names have come; meanwhile a name is an ellipsis, so that no key flashes up. */
  readonly loaded: boolean;
  /** False where this editor may not see segments: what is chosen is shown and stays as it is. */
  readonly may: boolean;
  nameOf(key: string): string;
  conditionOf(key: string): Condition | undefined;
  isUnknown(key: string): boolean;
  /** What was just picked or made, so that its name need not be asked for. */
  learn(key: string, name: string, condition?: Condition): void;
}

interface Learned {
  readonly name: string;
  readonly condition?: Condition;
}

const NONE: ReadonlyMap<string, Learned> = new Map();

/** What the segment keys of one or many audiences stand for. */
export const useAudienceNames = (keys: readonly string[]): AudienceNames => {
  const may = useMay('segments.read');
  const wanted = useMemo(() => [...new Set(keys)].sort(), [keys]);
  const { answer, problem, loading } = useEndpoint(
    contentEndpoints.names,
    may && wanted.length > 0 ? { keys: wanted } : null,
  );
  const [learned, setLearned] = useState(NONE);
  const known = useMemo(() => {
    const found = new Map<string, Learned>(learned);
    for (const one of answer?.data ?? []) {
      if (one.kind === 'condition') found.set(one.key, { name: one.sentence, condition: one.condition });
      else found.set(one.key, { name: one.name });
    }
    return found;
  }, [answer, learned]);
  const learn = useCallback(
    (key: string, name: string, condition?: Condition) =>
      setLearned((before) => new Map(before).set(key, { name, condition })),
    [],
  );
  const loaded = !may || wanted.length === 0 || (answer !== undefined && !loading);
  return {
    loaded,
    may,
    nameOf(key) {
      const name = known.get(key)?.name;
      if (name !== undefined) return name;
      if (may && !loaded && !problem) return '…';
      // A condition's key says nothing to anybody.
      return isUnnamedKey(key) ? '?' : key;
    },
    conditionOf: (key) => known.get(key)?.condition,
    isUnknown: (key) => may && loaded && !problem && !known.has(key),
    learn,
  };
};
