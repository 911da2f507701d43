import { useMemo, useState } from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../shared/useEndpoint';
import { completePart } from './tree/complete';
import { conditionOf } from './tree/convert';
import type { GroupNode } from './tree/tree';

/** Long enough not to ask at each key, short enough to feel live. */
const PAUSE = 400;

/** How many the finished rows of the tree hold of, some moments after the last change; exactly when asked to. */
export const useSegmentPreview = (root: GroupNode) => {
  const condition = useMemo(() => conditionOf(completePart(root)), [root]);
  const settled = useDebounce(condition, PAUSE);
  const [exactly, setExactly] = useState<Condition>();
  const exact = exactly === settled;
  const input = useMemo(() => ({ condition: settled, exact }), [settled, exact]);
  const preview = useEndpoint(segmentsEndpoints.preview, input);
  return {
    ...preview,
    loading: preview.loading || settled !== condition,
    /** Takes its time: everyone is judged. Undefined while that is being done. */
    countExactly: exact ? undefined : () => setExactly(settled),
  };
};
