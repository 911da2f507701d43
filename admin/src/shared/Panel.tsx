import type { ReactNode } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

interface PanelProps {
  readonly title?: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A white sheet with a heading. */
export const Panel = ({ title, hint, action, children }: PanelProps) => (
  <Box tag="section" background="neutral0" hasRadius shadow="tableShadow" padding={6} width="100%">
    {(title || action) && (
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} paddingBottom={4}>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography variant="delta" tag="h2">
            {title}
          </Typography>
          {hint && (
            <Typography variant="pi" textColor="neutral600">
              {hint}
            </Typography>
          )}
        </Flex>
        <Box shrink={0}>{action}</Box>
      </Flex>
    )}
    {children}
  </Box>
);
