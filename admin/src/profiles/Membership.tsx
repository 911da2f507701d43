import { useState } from 'react';

import { Box, Flex, TextButton, Typography } from '@strapi/design-system';

import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';

interface MembershipProps {
  readonly segment: string;
  readonly name: string;
  readonly profileId: string;
}

/** One membership; asked, it says why, since when and until when at the least. */
export const Membership = ({ segment, name, profileId }: MembershipProps) => {
  const text = useText();
  const [asked, setAsked] = useState(false);
  const why = useEndpoint(segmentsEndpoints.explain, asked ? { id: segment, profileId } : null);
  return (
    <Box tag="li">
      <Flex justifyContent="space-between">
        <RowLink to={pathTo('segments', segment)}>{name}</RowLink>
        <TextButton aria-expanded={asked} onClick={() => setAsked(!asked)}>
          {text(asked ? 'people.why.hide' : 'people.why')}
        </TextButton>
      </Flex>
      {asked && (
        <Answered of={why}>
          {({ data }) => (
            <Box background="neutral100" hasRadius padding={3} marginTop={2}>
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
                    {text('people.until')} <Ago at={data.until} variant="pi" textColor="neutral600" />
                  </>
                )}
              </Typography>
            </Box>
          )}
        </Answered>
      )}
    </Box>
  );
};
