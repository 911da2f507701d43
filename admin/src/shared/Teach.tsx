import type { ReactNode } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';

interface TeachProps {
  /** What this is for, in a line. */
  readonly title: string;
  readonly children?: string;
  /** The first button. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}

/** An empty state that says what the place is for and what to do first. */
export const Teach = ({ title, children, action, icon }: TeachProps) => (
  <Flex
    direction="column"
    gap={4}
    padding={11}
    background="neutral0"
    hasRadius
    shadow="tableShadow"
    textAlign="center"
  >
    {icon ?? <EmptyDocuments width="16rem" height="8.8rem" aria-hidden />}
    <Typography variant="delta" tag="h2">
      {title}
    </Typography>
    {children && (
      <Box maxWidth="56rem">
        <Typography textColor="neutral600">{children}</Typography>
      </Box>
    )}
    {action}
  </Flex>
);
