import { useCallback, useMemo, useState } from 'react';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { treeOf } from './tree/convert';
import { duplicate, insert, move, negate, nudge, remove, setLeaf, setMode, wrap } from './tree/edit';
import { doStep, historyOf, redo, undo } from './tree/history';
import { newLeaf } from './tree/new-leaf';
import { createNodeIds, type GroupNode, type TreeNode } from './tree/tree';

/** A condition being edited, with every step undoable. */
export const useTree = (condition: Condition) => {
  const [newId] = useState(createNodeIds);
  const [history, setHistory] = useState(() => historyOf(treeOf(condition, newId)));
  const step = useCallback(
    (next: (root: GroupNode) => GroupNode) => setHistory((before) => doStep(before, next(before.present))),
    [],
  );
  const actions = useMemo(
    () => ({
      add(groupId: string, kind: string) {
        const node: TreeNode =
          kind === 'group'
            ? { id: newId(), kind: 'group', negated: false, mode: 'any', children: [] }
            : { id: newId(), kind: 'leaf', negated: false, leaf: newLeaf(kind) };
        step((root) => insert(root, groupId, Number.MAX_SAFE_INTEGER, node));
      },
      setLeaf: (id: string, leaf: Parameters<typeof setLeaf>[2]) => step((root) => setLeaf(root, id, leaf)),
      setMode: (id: string, mode: GroupNode['mode']) => step((root) => setMode(root, id, mode)),
      negate: (id: string) => step((root) => negate(root, id)),
      duplicate: (id: string) => step((root) => duplicate(root, id, newId)),
      wrap: (id: string) => step((root) => wrap(root, id, newId)),
      remove: (id: string) => step((root) => remove(root, id)),
      move: (id: string, to: Parameters<typeof move>[2]) => step((root) => move(root, id, to)),
      nudge: (id: string, by: -1 | 1) => step((root) => nudge(root, id, by)),
    }),
    [newId, step],
  );
  return {
    root: history.present,
    actions,
    undo: history.past.length > 0 ? () => setHistory(undo) : undefined,
    redo: history.future.length > 0 ? () => setHistory(redo) : undefined,
    /** A whole other condition, as from the JSON tab; undoable like the rest. */
    load: useCallback((other: Condition) => step(() => treeOf(other, newId)), [newId, step]),
  };
};
