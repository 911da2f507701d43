import { Box, Flex, Grid, LinkButton, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Answered } from '../../shared/Answered';
import { pathTo } from '../../shared/paths';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

/** Ready segments, each with what it is for and who is in; one opens in the editor, unsaved. */
export const TemplateList = () => {
  const text = useText();
  const templates = useEndpoint(segmentsEndpoints.templates, {});
  return (
    <Answered of={templates}>
      {({ data }) => (
        <Grid.Root tag="ul" gap={4}>
          {data.map(({ key, name, description, sentence }) => (
            <Grid.Item key={key} tag="li" col={6} xs={12} alignItems="stretch">
              <Flex
                direction="column"
                alignItems="stretch"
                justifyContent="space-between"
                gap={3}
                width="100%"
                background="neutral0"
                borderColor="neutral200"
                hasRadius
                padding={4}
              >
                <Box>
                  <Typography fontWeight="bold" tag="h3">
                    {name}
                  </Typography>
                  <Typography tag="p" paddingBottom={2}>
                    {description}
                  </Typography>
                  <Typography tag="p" variant="pi" textColor="neutral600">
                    {sentence}
                  </Typography>
                </Box>
                <Flex>
                  <LinkButton
                    tag={NavLink}
                    to={`${pathTo('segments', 'new')}?template=${encodeURIComponent(key)}`}
                    variant="secondary"
                    size="S"
                    aria-label={text('segments.template.use.named', { name })}
                  >
                    {text('segments.template.use')}
                  </LinkButton>
                </Flex>
              </Flex>
            </Grid.Item>
          ))}
        </Grid.Root>
      )}
    </Answered>
  );
};
