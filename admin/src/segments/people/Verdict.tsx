import { Box, Typography } from '@strapi/design-system';

import type { AnswerOf } from '../../../../plugin/src/endpoints';
import type { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { useText } from '../../shared/useText';

export type Explained = AnswerOf<(typeof segmentsEndpoints)['explain']>['data'];

/** Whether somebody is in, since when, and until when at the least. */
export const Verdict = ({ of }: { readonly of: Explained }) => {
  const text = useText();
  const state = of.in ? (of.atMost ? 'atMost' : 'in') : 'out';
  return (
    <Box>
      <Typography tag="p" fontWeight="bold" textColor={of.in ? 'success600' : 'neutral700'}>
        {text(`segments.standing.${state}`)}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {of.since !== null && (
          <>
            {text('people.since')} <Ago at={of.since} variant="pi" textColor="neutral600" />
          </>
        )}
        {of.until !== null && (
          <>
            {of.since !== null && ', '}
            {text(of.in ? 'people.until' : 'segments.standing.turns')}{' '}
            <Ago at={of.until} variant="pi" textColor="neutral600" />
          </>
        )}
      </Typography>
    </Box>
  );
};
