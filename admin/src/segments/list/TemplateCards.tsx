import { Box, Flex, Grid, LinkButton, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { SegmentTemplate } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';
import { useText } from '../../shared/useText';
import { useTemplateSizes } from './useTemplateSizes';

/** Each template with whom it finds, how many that is here, and what it is for; one opens in the editor, unsaved. */
export const TemplateCards = ({ templates }: { readonly templates: readonly SegmentTemplate[] }) => {
  const text = useText();
  const sizeOf = useTemplateSizes(templates);
  return (
    <Grid.Root tag="ul" gap={4}>
      {templates.map(({ key, name, description, purpose }, place) => (
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
              <Typography tag="p" paddingTop={1}>
                {description}
              </Typography>
              <Typography tag="p" paddingTop={1} textColor="neutral600">
                {text('segments.template.for', { purpose })}
              </Typography>
            </Box>
            <Flex justifyContent="space-between" gap={3}>
              <Typography fontWeight="semiBold" aria-live="polite">
                {sizeOf(place)}
              </Typography>
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
  );
};
