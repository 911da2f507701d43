import { useState } from 'react';

import { Box, Flex, TextButton } from '@strapi/design-system';

import { Why } from '../segments/people/Why';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
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
  return (
    <Box tag="li">
      <Flex justifyContent="space-between">
        <RowLink to={pathTo('segments', segment)}>{name}</RowLink>
        <TextButton aria-expanded={asked} onClick={() => setAsked(!asked)}>
          {text(asked ? 'people.why.hide' : 'people.why')}
        </TextButton>
      </Flex>
      {asked && (
        <Box paddingTop={2}>
          <Why narrow segment={segment} profileId={profileId} />
        </Box>
      )}
    </Box>
  );
};
