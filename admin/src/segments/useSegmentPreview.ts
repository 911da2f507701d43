import { useMemo, useRef, useState } from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import type { Leaf } from '../../../plugin/src/conditions/condition';
import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../shared/useEndpoint';
import { aloneIn, emptyingIn, onlyOnes, type Alone, type Emptying } from './tree/alone';
import { completePart, isComplete, unfinishedIds } from './tree/complete';
import { conditionOf } from './tree/convert';
import { leavesOf, type GroupNode } from './tree/tree';

/** Long enough not to ask at each key, short enough to feel live. */
const PAUSE = 400;

/** What is known of the rows and groups beside the size, each by its id. */
export interface Rows {
  readonly alone: ReadonlyMap<string, Alone>;
  readonly emptying: ReadonlyMap<string, Emptying>;
  /** Being changed, and counted as they last were. */
  readonly held: ReadonlySet<string>;
  /** Not whole yet, and not counted. */
  readonly leftOut: ReadonlySet<string>;
}

const NONE = new Map<string, never>();

/** The tree as it can be counted, with the ids of what is not as it stands in the rows. */
const useCountable = (root: GroupNode) => {
  const whole = useRef(new Map<string, Leaf>());
  return useMemo(() => {
    for (const { id, leaf } of leavesOf(root)) if (isComplete(leaf)) whole.current.set(id, leaf);
    const lastOf = (id: string) => whole.current.get(id);
    const unfinished = unfinishedIds(root);
    return {
      tree: completePart(root, lastOf),
      held: new Set(unfinished.filter(lastOf)),
      leftOut: new Set(unfinished.filter((id) => !lastOf(id))),
    };
  }, [root]);
};

/** How many the tree holds of, some moments after the last change; exactly when asked to. */
export const useSegmentPreview = (root: GroupNode) => {
  const { tree, held, leftOut } = useCountable(root);
  const settled = useDebounce(tree, PAUSE);
  const condition = useMemo(() => conditionOf(settled), [settled]);
  const words = JSON.stringify(condition);
  const [exactly, setExactly] = useState<string>();
  const exact = exactly === words;
  const preview = useEndpoint(segmentsEndpoints.preview, { condition, exact, parts: true });
  const loading = preview.loading || words !== JSON.stringify(conditionOf(tree));
  const { answer, problem } = preview;
  // An answer of before belongs to the rows of before.
  const last = useRef<Pick<Rows, 'alone' | 'emptying'>>({ alone: NONE, emptying: NONE });
  const belongs = !preview.loading && !problem;
  last.current = useMemo(() => {
    if (!answer || !belongs) return last.current;
    const alone = aloneIn(settled, answer);
    const emptying = emptyingIn(settled, answer, alone);
    const shown = new Map(alone);
    for (const id of onlyOnes(settled)) shown.delete(id);
    return { alone: shown, emptying };
  }, [answer, belongs, settled]);
  const { alone, emptying } = last.current;
  const rows = useMemo<Rows>(() => ({ alone, emptying, held, leftOut }), [alone, emptying, held, leftOut]);
  return {
    ...preview,
    loading,
    rows,
    /** Takes its time: everyone is judged. Undefined while that is being done. */
    countExactly: exact ? undefined : () => setExactly(words),
  };
};
