import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { contentEndpoints, type ContentPlace } from '../../../plugin/src/content/endpoints';
import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { Answered } from '../shared/Answered';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';

const entryPath = ({ contentType, documentId }: ContentPlace): string =>
  `/content-manager/collection-types/${contentType}/${documentId}`;

/** The blocks that are shown by this segment, each leading to its page. */
export const UsedIn = ({ segment }: { readonly segment: ShownSegment }) => {
  const text = useText();
  const mayRead = useMay('content.read');
  const usage = useEndpoint(contentEndpoints.usage, mayRead ? { segment: segment.key } : null);
  if (!mayRead) return <Typography textColor="neutral600">{text('segments.used.closed')}</Typography>;
  return (
    <Answered of={usage}>
      {({ data }) => {
        const places = data.flatMap((one) => one.places);
        if (places.length === 0)
          return <Typography textColor="neutral600">{text('segments.used.none')}</Typography>;
        return (
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
            {places.map((place) => (
              <Box tag="li" key={`${place.documentId}-${place.locale}-${place.status}-${place.block}`}>
                <Link tag={NavLink} to={entryPath(place)}>
                  {place.title}
                </Link>
                <Typography tag="div" variant="pi" textColor="neutral600">
                  {text(`segments.used.${place.show}`, { block: place.componentName, type: place.typeName })}
                </Typography>
              </Box>
            ))}
          </Flex>
        );
      }}
    </Answered>
  );
};
