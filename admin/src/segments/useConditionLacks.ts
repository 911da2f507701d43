import { useMemo } from 'react';

import type { Fault } from '../shared/problem';
import { useText } from '../shared/useText';
import { unfinishedIds } from './tree/complete';
import { pathsOf } from './tree/convert';
import type { GroupNode } from './tree/tree';

/** What a condition lacks before it can be kept, each at its row; it may be empty where it holds of everyone then. */
export const useConditionLacks = (root: GroupNode, mayBeEmpty = false): readonly Fault[] => {
  const text = useText();
  return useMemo(() => {
    if (root.children.length === 0)
      return mayBeEmpty ? [] : [{ path: '', message: text('builder.required') }];
    const paths = pathsOf(root);
    return unfinishedIds(root).map((id) => ({
      path: paths.get(id) ?? '',
      message: text('builder.unfinished'),
    }));
  }, [root, mayBeEmpty, text]);
};
