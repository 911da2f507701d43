import { useState } from 'react';

import { Box, TextButton, Typography } from '@strapi/design-system';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { Places } from '../actions/Places';

const MOST = 50;

/** In how many places a segment is used, and which, each leading there. */
export const UsedLine = ({ segment: { id, usedAt } }: { readonly segment: ShownSegment }) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { answer } = useEndpoint(segmentsEndpoints.usage, { id });
  const places = answer?.data ?? [];
  const last = usedAt !== null && (
    <>
      {' '}
      {text('segments.used.last')} <Ago at={usedAt} variant="pi" textColor="neutral600" />
    </>
  );
  if (places.length === 0) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {answer && text('segments.used.none')}
        {last}
      </Typography>
    );
  }
  return (
    <Box>
      <TextButton aria-expanded={open} onClick={() => setOpen(!open)}>
        {text('segments.used.in', { count: places.length })}
      </TextButton>
      <Typography variant="pi" textColor="neutral600">
        {last}
      </Typography>
      {open && <Places places={places} most={MOST} />}
    </Box>
  );
};
