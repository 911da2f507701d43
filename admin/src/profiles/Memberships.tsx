import { Flex, Typography } from '@strapi/design-system';

import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { Membership } from './Membership';

interface MembershipsProps {
  readonly profileId: string;
  /** Keys. */
  readonly segments: readonly string[];
}

const ALL = { pageSize: 100 };

/** The segments this person is in, each with why. */
export const Memberships = ({ profileId, segments }: MembershipsProps) => {
  const text = useText();
  const mayRead = useMay('segments.read');
  const { answer } = useEndpoint(segmentsEndpoints.list, mayRead ? ALL : null);
  const names = new Map(answer?.data.map(({ key, name }) => [key, name]));
  if (segments.length === 0)
    return <Typography textColor="neutral600">{text('people.segments.none')}</Typography>;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {segments.map((key) => (
        <Membership key={key} segment={key} name={names.get(key) ?? key} profileId={profileId} />
      ))}
    </Flex>
  );
};
