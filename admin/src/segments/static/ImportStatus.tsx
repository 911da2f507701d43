import { useState } from 'react';

import { Box, Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { segmentsEndpoints, type ShownImport } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { Bar } from '../../shared/Bar';
import { useAction } from '../../shared/useAction';
import { useDownload } from '../../shared/useDownload';
import { useMay } from '../../shared/useMay';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { RefusedRows } from './RefusedRows';

interface ImportStatusProps {
  readonly of: ShownImport;
  /** Whether the rows that were refused are shown at first. */
  readonly open: boolean;
  readonly onChanged: () => void;
}

/** How far a file is read, what became of its rows, and the report of those that were refused. */
export const ImportStatus = ({ of, open, onChanged }: ImportStatusProps) => {
  const text = useText();
  const intl = useIntl();
  const notice = useNotice();
  const mayImport = useMay('people.import');
  const cancel = useAction(segmentsEndpoints.cancelImport);
  const report = useDownload(segmentsEndpoints.refusedRows);
  const [showing, setShowing] = useState(open);
  const hasReport = of.refused > 0 && of.state !== 'running';
  const share = of.bytes > 0 ? of.read / of.bytes : 0;
  const stop = async () => {
    const outcome = await cancel.run({ importId: of.id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    onChanged();
  };
  return (
    <Box tag="li" aria-live="polite">
      <Flex justifyContent="space-between" gap={4} paddingBottom={2}>
        <Typography fontWeight="semiBold">
          {text(`segments.import.${of.state}`, {
            share: intl.formatNumber(share, { style: 'percent' }),
          })}{' '}
          <Ago at={of.endedAt ?? of.startedAt} variant="pi" textColor="neutral600" />
        </Typography>
        <Flex gap={2}>
          {hasReport && (
            <Button
              size="S"
              variant="tertiary"
              startIcon={<Download />}
              loading={report.running}
              onClick={() => report.run({ importId: of.id }, `refused-${of.id}.csv`)}
            >
              {text('segments.import.report')}
            </Button>
          )}
          {of.state === 'running' && mayImport && (
            <Button size="S" variant="tertiary" loading={cancel.running} onClick={stop}>
              {text('segments.import.stop')}
            </Button>
          )}
        </Flex>
      </Flex>
      {of.state === 'running' && <Bar share={share} label={text('segments.import.progress')} />}
      <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
        {text('segments.import.rows', {
          rows: of.rows,
          added: of.added,
          already: of.already,
          created: of.created,
          refused: of.refused,
        })}
      </Typography>
      {hasReport && (
        <TextButton aria-expanded={showing} onClick={() => setShowing(!showing)}>
          {text(showing ? 'segments.refused.hide' : 'segments.refused.show', { count: of.refused })}
        </TextButton>
      )}
      {of.columns.length > 0 && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {of.columns
            .map(({ name, as }) =>
              text(as === 'ignored' ? 'segments.import.ignored' : 'segments.import.column', { name, as }),
            )
            .join(', ')}
        </Typography>
      )}
      {hasReport && showing && <RefusedRows importId={of.id} of={of.refused} />}
      {(of.fault ?? report.problem) && (
        <Typography tag="p" variant="pi" textColor="danger600" role="alert">
          {of.fault ?? report.problem?.message}
        </Typography>
      )}
    </Box>
  );
};
