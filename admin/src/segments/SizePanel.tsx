import { Box, Flex, Loader, Typography } from '@strapi/design-system';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { Trouble } from '../shared/Trouble';
import { useText } from '../shared/useText';
import { SamplePeople } from './SamplePeople';
import { BulkProgress } from './screen/BulkProgress';
import { SizeFigure } from './screen/SizeFigure';
import { useSegmentSentence } from './useSegmentSentence';
import type { useSegmentPreview } from './useSegmentPreview';

interface SizePanelProps {
  readonly preview: ReturnType<typeof useSegmentPreview>;
  readonly segment: ShownSegment | undefined;
  /** Whether the condition differs from the stored one. */
  readonly changed: boolean;
  /** The stored one is not as it was. */
  readonly onChanged: () => void;
}

/** The size as a large number with its bar against everyone, the sentence, and five who are in. */
export const SizePanel = ({ preview, segment, changed, onChanged }: SizePanelProps) => {
  const text = useText();
  const sentenceOf = useSegmentSentence();
  const { answer, problem, loading } = preview;
  return (
    <Box
      tag="aside"
      aria-label={text('segments.size')}
      width="25.6rem"
      shrink={0}
      position="sticky"
      // Below the header, which stays when one scrolls.
      top="9.6rem"
      background="neutral0"
      shadow="tableShadow"
      hasRadius
      padding={5}
      aria-busy={loading}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {problem && problem.faults.length === 0 && <Trouble problem={problem} onRetry={preview.reload} />}
        {!answer && !problem && <Loader small>{text('loading')}</Loader>}
        {answer && (
          <>
            <SizeFigure preview={preview} answer={answer} />
            <Box background="primary100" hasRadius padding={3}>
              <Typography textColor="primary700">
                {segment && segment.kind !== 'live' ? sentenceOf(segment) : answer.sentence}
              </Typography>
            </Box>
          </>
        )}
        {segment?.bulk && <BulkProgress id={segment.id} bulk={segment.bulk} onChanged={onChanged} />}
        {segment?.fault && (
          <Typography variant="pi" textColor="danger600">
            {segment.fault}
          </Typography>
        )}
        {answer && (
          <SamplePeople
            sample={answer.sample}
            size={answer.size}
            segmentId={changed ? undefined : segment?.id}
          />
        )}
      </Flex>
    </Box>
  );
};
