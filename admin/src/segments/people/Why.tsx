import { Loader, Typography } from '@strapi/design-system';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Answered } from '../../shared/Answered';
import { Trouble } from '../../shared/Trouble';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { differing, WhyTable } from './WhyTable';

interface WhyProps {
  /** The id or the key. */
  readonly segment: string;
  readonly profileId: string;
  /** Somebody else, to be compared with. */
  readonly other?: string;
  /** Epoch milliseconds; the present when left out. */
  readonly asOf?: number;
  readonly narrow?: boolean;
}

/** Why somebody is in a segment or is not, condition by condition; with another beside, where the two differ. */
export const Why = ({ segment, profileId, other, asOf, narrow }: WhyProps) => {
  const text = useText();
  const one = useEndpoint(segmentsEndpoints.explain, { id: segment, profileId, asOf });
  const two = useEndpoint(
    segmentsEndpoints.explain,
    other === undefined ? null : { id: segment, profileId: other, asOf },
  );
  const second =
    other !== undefined && two.answer && !two.loading ? [{ profileId: other, of: two.answer.data }] : [];
  return (
    <Answered of={one}>
      {({ data }) => {
        const people = [{ profileId, of: data }, ...second];
        return (
          <>
            <WhyTable people={people} narrow={narrow} />
            {two.problem && <Trouble problem={two.problem} onRetry={two.reload} />}
            {other !== undefined && two.loading && <Loader small>{text('loading')}</Loader>}
            {data.parts.length === 0 ? (
              <Typography variant="pi" textColor="neutral600">
                {text('segments.why.then')}
              </Typography>
            ) : (
              second.length > 0 && (
                <Typography variant="pi" textColor="neutral600">
                  {text(data.parts.some(differing(people)) ? 'segments.why.differ' : 'segments.why.same')}
                </Typography>
              )
            )}
          </>
        );
      }}
    </Answered>
  );
};
