import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { AnswerOf } from '../../../../plugin/src/endpoints';
import type { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Bar } from '../../shared/Bar';
import { useText } from '../../shared/useText';
import type { useSegmentPreview } from '../useSegmentPreview';
import { SizeWords } from './SizeWords';

interface SizeFigureProps {
  readonly preview: ReturnType<typeof useSegmentPreview>;
  readonly answer: AnswerOf<(typeof segmentsEndpoints)['preview']>;
}

/** How many, of how many; an estimate says how far it may be off. */
export const SizeFigure = ({ preview: { loading, countExactly, rows }, answer }: SizeFigureProps) => {
  const text = useText();
  const intl = useIntl();
  const { size, of, atMost, error, comparedWith } = answer;
  const share = of > 0 ? size / of : 0;
  return (
    <>
      <Box aria-live="polite" style={{ opacity: loading ? 0.6 : 1, transition: 'opacity 150ms' }}>
        <Typography
          tag="div"
          fontSize="4.8rem"
          lineHeight="5.6rem"
          fontWeight="bold"
          variant="alpha"
          // Not of what the rows say.
          textColor={rows.held.size + rows.leftOut.size > 0 ? 'neutral500' : 'neutral800'}
        >
          {error === null && comparedWith === null ? intl.formatNumber(size) : `≈ ${intl.formatNumber(size)}`}
        </Typography>
        <Typography textColor="neutral600">
          {text(atMost ? 'segments.people.atMost' : 'segments.people', {
            size,
            of,
            share: intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 1 }),
          })}
        </Typography>
      </Box>
      <SizeWords rows={rows} />
      <Bar share={share} label={text('segments.share')} />
      {(error !== null || comparedWith !== null) && (
        <Box>
          <Typography tag="p" variant="pi" textColor="neutral600" paddingBottom={2}>
            {error !== null && text('segments.estimate', { error })}
          </Typography>
          <Flex>
            <Button
              size="S"
              variant="tertiary"
              loading={loading && !countExactly}
              disabled={!countExactly}
              onClick={countExactly}
            >
              {text('segments.exact')}
            </Button>
          </Flex>
        </Box>
      )}
      {comparedWith !== null && (
        <Typography variant="pi" textColor="neutral600">
          {text('segments.compared', { count: comparedWith })}
        </Typography>
      )}
      {atMost && (
        <Typography variant="pi" textColor="neutral600">
          {text('segments.atMost.hint')}
        </Typography>
      )}
    </>
  );
};
