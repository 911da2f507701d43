import { Badge, Box, Flex, Typography } from '@strapi/design-system';

import type { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import type { AnswerOf } from '../../../plugin/src/endpoints';
import { Ago } from '../shared/Ago';
import { useText } from '../shared/useText';

type Person = AnswerOf<(typeof profilesEndpoints)['get']>['data'];

/** Every name by which this person was met, and which of them are proven. */
export const KnownAs = ({ person }: { readonly person: Person }) => {
  const text = useText();
  const claims = [person.claimedUserId, person.claimedEmail].filter((claim) => claim !== null);
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {person.knownAs.map(({ kind, value, proven, at }) => (
        <Box tag="li" key={`${kind} ${value}`}>
          <Flex gap={2} justifyContent="space-between">
            <Typography variant="pi" textColor="neutral600">
              {text(`people.identity.${kind}`)}
            </Typography>
            <Flex gap={2}>
              <Ago at={at} variant="pi" textColor="neutral600" />
              <Badge variant={proven ? 'success' : 'neutral'}>
                {text(proven ? 'people.proven' : 'people.unproven')}
              </Badge>
            </Flex>
          </Flex>
          <Typography style={{ overflowWrap: 'anywhere' }}>{value}</Typography>
        </Box>
      ))}
      {claims.map((claim) => (
        <Box tag="li" key={claim}>
          <Typography textColor="neutral600">{text('people.claims', { claim })}</Typography>
        </Box>
      ))}
      {person.merges.length > 0 && (
        <Box tag="li">
          <Typography variant="pi" textColor="neutral600">
            {text('people.merges', { count: person.merges.length })}
          </Typography>
        </Box>
      )}
    </Flex>
  );
};
