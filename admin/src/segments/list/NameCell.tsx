import { Badge, Box, Flex, Typography } from '@strapi/design-system';

import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useSegmentSentence } from '../useSegmentSentence';

const MOST_TAGS = 3;
/** All columns fit at 1280; what a wider screen has more goes in good part to the sentence. */
const NAME_WIDTH = 'calc(18rem + max(0px, 100vw - 128rem) * 0.4)';

/** Name, folder, sentence and tags: what one recognises a segment by. */
export const NameCell = ({ segment }: { readonly segment: ShownSegment }) => {
  const sentence = useSegmentSentence()(segment);
  const { id, name, folder, tags } = segment;
  return (
    <Flex
      direction="column"
      alignItems="flex-start"
      gap={1}
      maxWidth={NAME_WIDTH}
      paddingTop={2}
      paddingBottom={2}
    >
      <Box style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
        <RowLink to={pathTo('segments', id)}>{name}</RowLink>
      </Box>
      <Typography variant="pi" textColor="neutral600" ellipsis maxWidth="100%" title={sentence}>
        {sentence}
      </Typography>
      {(folder !== '' || tags.length > 0) && (
        <Flex gap={1} wrap="wrap">
          {folder !== '' && (
            <Typography variant="pi" textColor="neutral600">
              {folder}
            </Typography>
          )}
          {tags.slice(0, MOST_TAGS).map((tag) => (
            <Badge key={tag} size="S">
              {tag}
            </Badge>
          ))}
          {tags.length > MOST_TAGS && (
            <Typography variant="pi" textColor="neutral600" title={tags.slice(MOST_TAGS).join(', ')}>
              {`+${tags.length - MOST_TAGS}`}
            </Typography>
          )}
        </Flex>
      )}
    </Flex>
  );
};
