import { Box, Typography } from '@strapi/design-system';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { Answered } from '../../shared/Answered';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

interface StandingProps {
  /** The id or the key. */
  readonly segment: string;
  readonly profileId: string;
  /** Epoch milliseconds; the present when left out. */
  readonly asOf?: number;
}

/** Whether somebody is in, since when and until when at the least, and why. */
export const Standing = ({ segment, profileId, asOf }: StandingProps) => {
  const text = useText();
  const why = useEndpoint(segmentsEndpoints.explain, { id: segment, profileId, asOf });
  return (
    <Answered of={why}>
      {({ data }) => (
        <Box background="neutral100" hasRadius padding={3}>
          <Typography tag="p" fontWeight="bold" textColor={data.in ? 'success600' : 'neutral700'}>
            {text(
              data.in
                ? data.atMost
                  ? 'segments.standing.atMost'
                  : 'segments.standing.in'
                : 'segments.standing.out',
            )}
          </Typography>
          {data.because.map((reason) => (
            <Typography key={reason} tag="p">
              {reason}
            </Typography>
          ))}
          <Typography tag="p" variant="pi" textColor="neutral600">
            {data.since !== null && (
              <>
                {text('people.since')} <Ago at={data.since} variant="pi" textColor="neutral600" />
              </>
            )}
            {data.until !== null && (
              <>
                {data.since !== null && ', '}
                {text(data.in ? 'people.until' : 'segments.standing.turns')}{' '}
                <Ago at={data.until} variant="pi" textColor="neutral600" />
              </>
            )}
          </Typography>
        </Box>
      )}
    </Answered>
  );
};
