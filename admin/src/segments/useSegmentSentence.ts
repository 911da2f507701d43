import { useCallback } from 'react';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { useText } from '../shared/useText';

type Described = Pick<ShownSegment, 'kind' | 'name' | 'sentence' | 'fault'>;

/** Who is in, in a sentence; what a broken one lacks stands in its place. */
export const useSegmentSentence = (): ((segment: Described) => string) => {
  const text = useText();
  return useCallback(
    ({ kind, name, sentence, fault }) => {
      if (kind === 'crm') return text('segments.crm.sentence', { name });
      if (kind === 'static') return text('segments.static.sentence');
      return sentence || (fault ?? '');
    },
    [text],
  );
};
