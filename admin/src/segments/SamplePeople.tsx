import { useState } from 'react';

import { Box, Flex, TextButton, Typography } from '@strapi/design-system';

import type { ShownPerson } from '../../../plugin/src/segments/endpoints';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { Why } from './people/Why';

interface SamplePeopleProps {
  readonly sample: readonly ShownPerson[];
  readonly size: number;
  /** The stored segment that is being shown as it is; undefined while its condition is changed. */
  readonly segmentId: string | undefined;
}

/** Some who are in, each with why, for those who may see people. */
export const SamplePeople = ({ sample, size, segmentId }: SamplePeopleProps) => {
  const text = useText();
  const mayOpen = useMay('people.read');
  const [asked, setAsked] = useState<string>();
  if (!mayOpen || size === 0 || sample.length === 0) return null;
  return (
    <Box>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {text('segments.sample')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
        {sample.map(({ profileId, label }) => (
          <Box tag="li" key={profileId}>
            <Flex justifyContent="space-between" gap={2}>
              <Box minWidth={0} style={{ overflowWrap: 'anywhere' }}>
                <RowLink to={pathTo('people', profileId)}>{label || text('people.unnamed')}</RowLink>
              </Box>
              {segmentId !== undefined && (
                <TextButton
                  aria-expanded={asked === profileId}
                  aria-label={text('segments.why.of', { name: label || text('people.unnamed') })}
                  onClick={() => setAsked(asked === profileId ? undefined : profileId)}
                >
                  {text(asked === profileId ? 'people.why.hide' : 'people.why')}
                </TextButton>
              )}
            </Flex>
            {segmentId !== undefined && asked === profileId && (
              <Box paddingTop={2}>
                <Why narrow segment={segmentId} profileId={profileId} />
              </Box>
            )}
          </Box>
        ))}
      </Flex>
    </Box>
  );
};
