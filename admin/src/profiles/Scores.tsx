import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import type { PersonScores } from '../../../plugin/src/profiles/scores.schema';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { Bar } from '../shared/Bar';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { ScoreLine } from './ScoreLine';

const DAY = 86_400_000;

/** The score as a bar, and which events made it. */
const Engagement = ({ score, halfLife, parts }: PersonScores['engagement']) => {
  const text = useText();
  const intl = useIntl();
  return (
    <Box>
      <ScoreLine
        label={text('people.scores.engagement')}
        value={text('people.scores.ofHundred', { score: intl.formatNumber(score) })}
      />
      <Bar share={score / 100} label={text('people.scores.engagement')} />
      <Box tag="ul" paddingTop={2}>
        {parts.map(({ event, count, points }) => (
          <Typography key={event} tag="li" variant="pi" textColor="neutral600">
            {text('people.scores.part', {
              event,
              count,
              points: intl.formatNumber(points, { maximumFractionDigits: 1 }),
            })}
          </Typography>
        ))}
      </Box>
      <Typography variant="pi" textColor="neutral600">
        {parts.length === 0
          ? text('people.scores.noParts')
          : text('people.scores.halfLife', { days: Math.round(halfLife / DAY) })}
      </Typography>
    </Box>
  );
};

/** Recency, frequency and money, each with its fifth among all people. */
const Rfm = ({ rfm }: { readonly rfm: PersonScores['rfm'] }) => {
  const text = useText();
  const intl = useIntl();
  const { recency, frequency, monetary, refreshedAt, comparedWith } = rfm;
  const fifth = (one: number | null) =>
    one === null ? text('people.scores.noFifth') : text('people.scores.fifth', { fifth: one });
  const days = recency.value;
  return (
    <Box>
      <ScoreLine
        label={text('people.scores.recency')}
        value={days === null ? text('people.scores.neverOrdered') : text('people.scores.days', { days })}
        beside={fifth(recency.fifth)}
      />
      <ScoreLine
        label={text('people.scores.frequency')}
        value={intl.formatNumber(frequency.value ?? 0)}
        beside={fifth(frequency.fifth)}
      />
      <ScoreLine
        label={text('people.scores.monetary')}
        value={intl.formatNumber(monetary.value ?? 0)}
        beside={fifth(monetary.fifth)}
      />
      {refreshedAt !== null && (
        <Typography variant="pi" textColor="neutral600">
          {comparedWith === null
            ? text('people.scores.refreshed')
            : text('people.scores.sampled', { count: comparedWith })}{' '}
          <Ago at={refreshedAt} variant="pi" textColor="neutral600" />
        </Typography>
      )}
    </Box>
  );
};

/** Where somebody stands in one thing that is compared among all people. */
const Place = ({ words, value, percentile, zscore, n, refreshedAt }: PersonScores['places'][number]) => {
  const text = useText();
  const intl = useIntl();
  const rounded = (one: number) => intl.formatNumber(one, { maximumFractionDigits: 1 });
  return (
    <Box>
      <ScoreLine
        label={words}
        value={rounded(value)}
        beside={
          percentile === null ? '' : text('people.scores.percentile', { percentile: rounded(percentile) })
        }
      />
      {percentile !== null && <Bar share={percentile / 100} label={words} />}
      <Typography variant="pi" textColor="neutral600">
        {zscore !== null && `${text('people.scores.zscore', { zscore: rounded(zscore) })} `}
        {text('people.scores.among', { n })} <Ago at={refreshedAt} variant="pi" textColor="neutral600" />
      </Typography>
    </Box>
  );
};

/** How one person scores, and why. */
export const Scores = ({ id }: { readonly id: string }) => {
  const scores = useEndpoint(profilesEndpoints.scores, { id });
  return (
    <Answered of={scores}>
      {({ data }) => (
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Engagement {...data.engagement} />
          <Rfm rfm={data.rfm} />
          {data.places.map((place) => (
            <Place key={place.words} {...place} />
          ))}
        </Flex>
      )}
    </Answered>
  );
};
