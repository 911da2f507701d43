import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { Bar } from '../shared/Bar';
import { Trouble } from '../shared/Trouble';
import { useText } from '../shared/useText';
import { SamplePeople } from './SamplePeople';
import type { useSegmentPreview } from './useSegmentPreview';

interface SizePanelProps {
  readonly preview: ReturnType<typeof useSegmentPreview>;
  readonly unfinished: number;
  readonly segment: ShownSegment | undefined;
}

/** The size as a large number with its bar against everyone, the sentence, and five who are in. */
export const SizePanel = ({ preview, unfinished, segment }: SizePanelProps) => {
  const text = useText();
  const intl = useIntl();
  const { answer, problem, loading } = preview;
  const share = answer && answer.of > 0 ? answer.size / answer.of : 0;
  return (
    <Box
      tag="aside"
      width="25.6rem"
      shrink={0}
      position="sticky"
      top="2.4rem"
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
            <Box aria-live="polite" style={{ opacity: loading ? 0.6 : 1, transition: 'opacity 150ms' }}>
              <Typography tag="div" fontSize="4.8rem" lineHeight="5.6rem" fontWeight="bold" variant="alpha">
                {answer.error === null
                  ? intl.formatNumber(answer.size)
                  : `≈ ${intl.formatNumber(answer.size)}`}
              </Typography>
              <Typography textColor="neutral600">
                {text(answer.atMost ? 'segments.people.atMost' : 'segments.people', {
                  size: answer.size,
                  of: answer.of,
                  share: intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 1 }),
                })}
              </Typography>
            </Box>
            <Bar share={share} label={text('segments.share')} />
            {answer.error !== null && (
              <Typography variant="pi" textColor="neutral600">
                {text('segments.estimate', { error: answer.error })}
              </Typography>
            )}
            {answer.atMost && (
              <Typography variant="pi" textColor="neutral600">
                {text('segments.atMost.hint')}
              </Typography>
            )}
            <Box background="primary100" hasRadius padding={3}>
              <Typography textColor="primary700">
                {segment?.kind === 'crm'
                  ? text('segments.crm.sentence', { name: segment.name })
                  : answer.sentence}
              </Typography>
            </Box>
          </>
        )}
        {unfinished > 0 && (
          <Typography variant="pi" textColor="warning600">
            {text('segments.unfinished', { unfinished })}
          </Typography>
        )}
        {segment?.fault && (
          <Typography variant="pi" textColor="danger600">
            {segment.fault}
          </Typography>
        )}
        {answer && <SamplePeople sample={answer.sample} size={answer.size} />}
      </Flex>
    </Box>
  );
};
