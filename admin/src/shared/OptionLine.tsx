import type { ReactNode } from 'react';

import { Box, Flex } from '@strapi/design-system';

interface OptionLineProps {
  readonly children: ReactNode;
  /** A number, at the end of the line: never cut. */
  readonly beside?: ReactNode;
}

/** A list of options grows with its longest line, past what is seen of it: each line keeps to the field's width. */
const WIDTH = 'calc(var(--radix-combobox-trigger-width) - 4.2rem)';

/** What an option of a combobox says, cut where it is too long. */
export const OptionLine = ({ children, beside }: OptionLineProps) => (
  <Flex justifyContent="space-between" gap={3} style={{ width: WIDTH }}>
    <Box minWidth={0}>{children}</Box>
    {beside !== undefined && <Box shrink={0}>{beside}</Box>}
  </Flex>
);
