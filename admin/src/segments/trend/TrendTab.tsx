import { useMemo, useState } from 'react';

import { Box, Flex, SingleSelect, SingleSelectOption, TextButton, Typography } from '@strapi/design-system';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Answered } from '../../shared/Answered';
import { useEndpoint } from '../../shared/useEndpoint';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { bucketsOf } from './buckets';
import { ChangesList } from './ChangesList';
import { TrendChart } from './TrendChart';
import { TrendTable } from './TrendTable';

const DAY = 86_400_000;
const RANGES = [1, 7, 30, 90, 365] as const;
const MOST_BUCKETS = 60;

/** How the size went over a time, and who came and went in it. */
export const TrendTab = ({ segment: { id, name } }: { readonly segment: ShownSegment }) => {
  const text = useText();
  const maySee = useMay('people.read');
  const [days, setDays] = useState(7);
  const [asTable, setAsTable] = useState(false);
  const from = useMemo(() => Date.now() - days * DAY, [days]);
  const trend = useEndpoint(segmentsEndpoints.trend, { id, from });
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Flex justifyContent="space-between" gap={4}>
        <Typography variant="delta" tag="h2">
          {text('segments.trend.title')}
        </Typography>
        <Flex gap={4}>
          <TextButton
            style={{ whiteSpace: 'nowrap' }}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {text(asTable ? 'segments.trend.asChart' : 'segments.overlap.asTable')}
          </TextButton>
          <Box width="18rem">
            <SingleSelect
              size="S"
              aria-label={text('segments.trend.range')}
              value={days}
              onChange={(value) => setDays(Number(value))}
            >
              {RANGES.map((count) => (
                <SingleSelectOption key={count} value={count}>
                  {text('segments.trend.days', { count })}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Box>
        </Flex>
      </Flex>
      <Answered of={trend}>
        {({ data }) => {
          const buckets = bucketsOf(data, MOST_BUCKETS);
          if (buckets.length < 2) {
            return <Typography textColor="neutral600">{text('segments.trend.young')}</Typography>;
          }
          return asTable ? (
            <TrendTable buckets={buckets} />
          ) : (
            <TrendChart buckets={buckets} label={text('segments.trend.label', { name, count: days })} />
          );
        }}
      </Answered>
      {maySee && <ChangesList id={id} since={from} days={days} />}
    </Flex>
  );
};
