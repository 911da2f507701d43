import { useMemo, useState } from 'react';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';
import type { Fault } from '../shared/problem';
import { BuilderContext, type Builder } from './BuilderContext';
import { FieldsContext } from './FieldsContext';
import { GroupBox } from './rows/GroupBox';
import { pathsOf } from './tree/convert';
import { faultsByNode } from './tree/faults';
import type { GroupNode } from './tree/tree';
import type { Rows } from './useSegmentPreview';
import type { useTree } from './useTree';

interface ConditionBuilderProps {
  readonly root: GroupNode;
  readonly actions: ReturnType<typeof useTree>['actions'];
  readonly vocabulary: Vocabulary;
  readonly faults: readonly Fault[];
  /** What was counted of the rows, where they are counted. */
  readonly rows?: Rows;
  readonly disabled: boolean;
}

/** The tree of a condition, each row a phrase. */
export const ConditionBuilder = ({
  root,
  actions,
  vocabulary,
  faults,
  rows,
  disabled,
}: ConditionBuilderProps) => {
  const [dragged, setDragged] = useState<string>();
  const builder = useMemo<Builder>(() => {
    const found = faultsByNode(pathsOf(root), faults);
    return {
      ...actions,
      faultOf: (id) => found.get(id),
      rows,
      dragged,
      drag: setDragged,
    };
  }, [root, actions, faults, rows, dragged]);
  const fields = useMemo(() => ({ vocabulary, disabled }), [vocabulary, disabled]);
  return (
    <FieldsContext.Provider value={fields}>
      <BuilderContext.Provider value={builder}>
        <GroupBox node={root} isRoot />
      </BuilderContext.Provider>
    </FieldsContext.Provider>
  );
};
