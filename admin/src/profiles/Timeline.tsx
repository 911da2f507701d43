import { useState } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { Answered } from '../shared/Answered';
import { Turner } from '../shared/Turner';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { TimelineEntry } from './TimelineEntry';

const PAGE_SIZE = 20;

/** What happened, the newest first. */
export const Timeline = ({ id }: { readonly id: string }) => {
  const text = useText();
  const [page, setPage] = useState(1);
  const timeline = useEndpoint(profilesEndpoints.timeline, { id, page, pageSize: PAGE_SIZE });
  return (
    <Answered of={timeline}>
      {({ data, meta }) =>
        data.length === 0 ? (
          <Typography textColor="neutral600">{text('people.timeline.none')}</Typography>
        ) : (
          <Box>
            <Flex tag="ol" direction="column" alignItems="stretch">
              {data.map((entry) => (
                <TimelineEntry key={entry.id} entry={entry} />
              ))}
            </Flex>
            <Turner {...meta.pagination} onTurn={setPage} />
          </Box>
        )
      }
    </Answered>
  );
};
