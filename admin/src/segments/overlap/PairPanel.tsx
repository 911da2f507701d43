import { useEffect, useRef, useState } from 'react';

import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { MergeModal } from '../actions/MergeModal';
import { useSegmentSentence } from '../useSegmentSentence';
import type { Pair } from './pairs';

interface PairPanelProps {
  readonly pair: Pair;
  readonly of: readonly (ShownSegment | undefined)[];
  readonly onClose: () => void;
}

/** Two segments side by side: how many each has, how many both, and what may be done about it. */
export const PairPanel = ({ pair, of, onClose }: PairPanelProps) => {
  const text = useText();
  const intl = useIntl();
  const sentenceOf = useSegmentSentence();
  const mayChange = useMay('segments.update');
  const [merging, setMerging] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const [a, b] = of;
  // Below a tall map it would appear out of sight.
  useEffect(() => {
    // Newer browsers answer with a promise, which must not become what React calls at the end.
    void panel.current?.scrollIntoView({ behavior: 'smooth', block: 'nearest' });
  }, [a?.key, b?.key]);
  if (!a || !b) return null;
  const percent = (share: number) => intl.formatNumber(share, { style: 'percent' });
  return (
    <Box
      ref={panel}
      background="neutral100"
      hasRadius
      padding={5}
      role="region"
      aria-live="polite"
      aria-label={text('segments.overlap.pair')}
    >
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} paddingBottom={4}>
        <Typography fontWeight="bold">
          {text('segments.overlap.both', { shared: pair.shared, likeness: percent(pair.likeness) })}
        </Typography>
        <IconButton label={text('close')} variant="ghost" size="S" onClick={onClose}>
          <Cross />
        </IconButton>
      </Flex>
      <Flex gap={4} alignItems="stretch">
        {(
          [
            [a, pair.ofRow, b],
            [b, pair.ofColumn, a],
          ] as const
        ).map(([segment, share, other]) => (
          <Box key={segment.key} flex="1" minWidth={0} background="neutral0" hasRadius padding={4}>
            <RowLink to={pathTo('segments', segment.id)}>{segment.name}</RowLink>
            <Typography tag="p" paddingTop={1}>
              {text('segments.overlap.share', {
                size: segment.size,
                share: percent(share),
                other: other.name,
              })}
            </Typography>
            <Typography tag="p" variant="pi" textColor="neutral600">
              {sentenceOf(segment)}
            </Typography>
          </Box>
        ))}
      </Flex>
      {mayChange && (
        <Flex paddingTop={4}>
          <Button variant="secondary" size="S" onClick={() => setMerging(true)}>
            {text('segments.merge')}
          </Button>
        </Flex>
      )}
      {merging && <MergeModal segment={a} other={b} onClose={() => setMerging(false)} />}
    </Box>
  );
};
