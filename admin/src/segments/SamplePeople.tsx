import { Box, Flex, Typography } from '@strapi/design-system';

import type { ShownPerson } from '../../../plugin/src/segments/endpoints';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';

interface SamplePeopleProps {
  readonly sample: readonly ShownPerson[];
  readonly size: number;
}

/** Some who are in, for those who may see people. */
export const SamplePeople = ({ sample, size }: SamplePeopleProps) => {
  const text = useText();
  const mayOpen = useMay('people.read');
  if (!mayOpen || size === 0 || sample.length === 0) return null;
  return (
    <Box>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {text('segments.sample')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
        {sample.map(({ profileId, label }) => (
          <Box tag="li" key={profileId}>
            <RowLink to={pathTo('people', profileId)}>{label || text('people.unnamed')}</RowLink>
          </Box>
        ))}
      </Flex>
    </Box>
  );
};
