import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { DataTable } from '../../shared/DataTable';
import { useText } from '../../shared/useText';
import type { TrendPoint } from './buckets';

/** The figures of the chart, the newest first. */
export const TrendTable = ({ buckets }: { readonly buckets: readonly TrendPoint[] }) => {
  const text = useText();
  const intl = useIntl();
  return (
    <DataTable
      rows={[...buckets].reverse().map((bucket) => ({ ...bucket, id: String(bucket.at) }))}
      columns={[
        {
          name: 'at',
          label: text('segments.trend.from'),
          cell: ({ at }) => (
            <Typography>{intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })}</Typography>
          ),
        },
        {
          name: 'size',
          label: text('segments.size'),
          cell: ({ size }) => <Typography>{intl.formatNumber(size)}</Typography>,
        },
        {
          name: 'entered',
          label: text('segments.trend.entered'),
          cell: ({ entered }) => <Typography>{intl.formatNumber(entered)}</Typography>,
        },
        {
          name: 'left',
          label: text('segments.trend.left'),
          cell: ({ left }) => <Typography>{intl.formatNumber(left)}</Typography>,
        },
      ]}
    />
  );
};
