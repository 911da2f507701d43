import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Answered } from '../../shared/Answered';
import { DataTable } from '../../shared/DataTable';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

interface RefusedRowsProps {
  readonly importId: string;
  /** Of how many these are the first. */
  readonly of: number;
}

/** The first rows of a file that were refused: which, whom they name as far as that is kept, and why. */
export const RefusedRows = ({ importId, of }: RefusedRowsProps) => {
  const text = useText();
  const intl = useIntl();
  const rows = useEndpoint(segmentsEndpoints.firstRefused, { importId });
  return (
    <Box paddingTop={3}>
      <Answered of={rows}>
        {({ data }) => (
          <>
            <DataTable
              rows={data.map((row) => ({ ...row, id: String(row.line) }))}
              columns={[
                {
                  name: 'line',
                  label: text('segments.refused.line'),
                  cell: ({ line }) => <Typography>{intl.formatNumber(line)}</Typography>,
                },
                {
                  name: 'value',
                  label: text('segments.refused.value'),
                  cell: ({ value }) => <Typography>{value ?? text('segments.refused.nobody')}</Typography>,
                },
                {
                  name: 'reason',
                  label: text('segments.refused.reason'),
                  cell: ({ reason }) => <Typography style={{ whiteSpace: 'normal' }}>{reason}</Typography>,
                },
              ]}
            />
            {data.length < of && (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {text('segments.refused.first', { shown: data.length, of })}
              </Typography>
            )}
          </>
        )}
      </Answered>
    </Box>
  );
};
