import { useState } from 'react';

import { Box, Button, DateTimePicker, Field, Flex, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Trouble } from '../../shared/Trouble';
import { useDownload } from '../../shared/useDownload';
import { useText } from '../../shared/useText';
import { ListPanel } from '../static/ListPanel';
import { ComparePeople } from './ComparePeople';
import { Members } from './Members';

/** Who is in, now or at a moment; how to take them along; and why one is in and another is not. */
export const PeopleTab = ({ segment }: { readonly segment: ShownSegment }) => {
  const text = useText();
  const [asOf, setAsOf] = useState<number>();
  const [turn, setTurn] = useState(0);
  const file = useDownload(segmentsEndpoints.export);
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {segment.kind === 'static' && (
        <ListPanel segment={segment} onChanged={() => setTurn((before) => before + 1)} />
      )}
      <Flex justifyContent="space-between" alignItems="flex-end" gap={4}>
        <Field.Root name="asOf">
          <Field.Label>{text('segments.asOf')}</Field.Label>
          <DateTimePicker
            size="S"
            value={asOf === undefined ? undefined : new Date(asOf)}
            maxDate={new Date()}
            onChange={(date) => setAsOf(date?.getTime())}
            onClear={() => setAsOf(undefined)}
            clearLabel={text('segments.asOf.now')}
            dateLabel={text('segments.asOf')}
            timeLabel={text('segments.asOf.time')}
          />
        </Field.Root>
        <Button
          variant="tertiary"
          startIcon={<Download />}
          style={{ whiteSpace: 'nowrap' }}
          loading={file.running}
          disabled={asOf !== undefined}
          onClick={() => file.run({ id: segment.id }, `${segment.key}.csv`)}
        >
          {text('segments.export')}
        </Button>
      </Flex>
      {file.problem && <Trouble problem={file.problem} onClose={file.forget} />}
      {asOf === undefined && (
        <Typography variant="pi" textColor="neutral600">
          {text('segments.export.hint')}
        </Typography>
      )}
      <Box>
        <Members key={turn} segment={segment} asOf={asOf} />
      </Box>
      <ComparePeople id={segment.id} asOf={asOf} />
    </Flex>
  );
};
