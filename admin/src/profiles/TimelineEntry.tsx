import { useState } from 'react';

import { Badge, Box, Flex, TextButton, Typography } from '@strapi/design-system';

import type { AnswerOf } from '../../../plugin/src/endpoints';
import type { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { Ago } from '../shared/Ago';
import { useText } from '../shared/useText';
import { Traits } from './Traits';

type Entry = AnswerOf<(typeof profilesEndpoints)['timeline']>['data'][number];

const VARIANT = {
  event: 'primary',
  segment: 'success',
  flow: 'secondary',
  email: 'alternative',
  consent: 'warning',
  merge: 'neutral',
} as const;

/** One thing that happened; its details one click away. */
export const TimelineEntry = ({ entry }: { readonly entry: Entry }) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const hasDetails = Object.keys(entry.details).length > 0;
  return (
    <Box
      tag="li"
      borderColor="neutral150"
      borderStyle="solid"
      borderWidth="0 0 1px 0"
      paddingTop={3}
      paddingBottom={3}
    >
      <Flex justifyContent="space-between" gap={4}>
        <Flex gap={3} minWidth={0}>
          <Badge shrink={0} variant={VARIANT[entry.kind]}>
            {text(`people.kind.${entry.kind}`)}
          </Badge>
          <Typography ellipsis>{entry.title}</Typography>
        </Flex>
        <Flex gap={3} shrink={0}>
          {hasDetails && (
            <TextButton aria-expanded={open} onClick={() => setOpen(!open)}>
              {text(open ? 'details.hide' : 'details')}
            </TextButton>
          )}
          <Ago at={entry.at} variant="pi" textColor="neutral600" />
        </Flex>
      </Flex>
      {open && (
        <Box paddingTop={3} paddingLeft={2}>
          <Traits traits={entry.details} />
        </Box>
      )}
    </Box>
  );
};
