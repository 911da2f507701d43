import { useCallback } from 'react';

import type { Json } from '../../../../plugin/src/json';
import { useText } from '../../shared/useText';
import type { Seen } from '../tree/seen';
import { shownValue } from '../tree/typed-value';

const MOST_EXAMPLES = 3;

/** What a count beside a name is of, and that values are examples. */
export const useSeenWords = () => {
  const text = useText();
  const counted = useCallback(
    ({ what, count, atLeast = false, of = count }: Seen): string => {
      if (what === 'event') return text('builder.seen.event', { count, least: atLeast ? 'yes' : 'no' });
      if (what === 'tag') return text('builder.seen.tag', { count });
      return text(`builder.seen.${what}`, { count, of });
    },
    [text],
  );
  /** Empty where there are none. */
  const suchAs = useCallback(
    (examples: readonly Json[]): string =>
      examples.length === 0
        ? ''
        : text('builder.seen.examples', {
            examples: examples.slice(0, MOST_EXAMPLES).map(shownValue).join(', '),
          }),
    [text],
  );
  return { counted, suchAs };
};
