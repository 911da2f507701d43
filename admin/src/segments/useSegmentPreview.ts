import { useMemo } from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../shared/useEndpoint';
import { completePart } from './tree/complete';
import { conditionOf } from './tree/convert';
import type { GroupNode } from './tree/tree';

/** Long enough not to ask at each key, short enough to feel live. */
const PAUSE = 400;

/** How many the finished rows of the tree hold of, some moments after the last change. */
export const useSegmentPreview = (root: GroupNode) => {
  const condition = useMemo(() => conditionOf(completePart(root)), [root]);
  const settled = useDebounce(condition, PAUSE);
  const input = useMemo(() => ({ condition: settled }), [settled]);
  const preview = useEndpoint(segmentsEndpoints.preview, input);
  return { ...preview, loading: preview.loading || settled !== condition };
};
