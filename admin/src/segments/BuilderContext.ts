import { createContext, useContext } from 'react';

import type { Leaf } from '../../../plugin/src/conditions/condition';
import type { Place } from './tree/edit';
import type { Rows } from './useSegmentPreview';
import type { GroupNode } from './tree/tree';

/** What the rows of the tree need: what is wrong, and how to change the tree. */
export interface Builder {
  /** The words of the server about a part, by its id. */
  readonly faultOf: (id: string) => string | undefined;
  /** What was counted of the rows; undefined where nothing is. */
  readonly rows: Rows | undefined;
  readonly dragged: string | undefined;
  readonly drag: (id: string | undefined) => void;
  readonly add: (groupId: string, kind: string) => void;
  readonly setLeaf: (id: string, leaf: Leaf) => void;
  readonly setMode: (id: string, mode: GroupNode['mode']) => void;
  readonly negate: (id: string) => void;
  readonly duplicate: (id: string) => void;
  readonly wrap: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly move: (id: string, to: Place) => void;
  readonly nudge: (id: string, by: -1 | 1) => void;
}

export const BuilderContext = createContext<Builder | undefined>(undefined);

export const useBuilder = (): Builder => {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('A row of a condition stands inside its builder.');
  return builder;
};
