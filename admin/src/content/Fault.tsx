import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

interface FaultProps {
  readonly children: string;
  /** Somebody may be in the middle of it. */
  readonly unfinished?: boolean;
}

/** Something that is wrong, said where it is. */
export const Fault = ({ children, unfinished = false }: FaultProps) => (
  <Flex gap={1} alignItems="flex-start">
    <Box shrink={0} paddingTop="0.2rem">
      <WarningCircle fill={unfinished ? 'warning600' : 'danger600'} aria-hidden />
    </Box>
    <Typography variant="pi" textColor={unfinished ? 'warning600' : 'danger600'}>
      {children}
    </Typography>
  </Flex>
);
