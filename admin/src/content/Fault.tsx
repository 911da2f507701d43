import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

/** Something that is wrong, said where it is. */
export const Fault = ({ children }: { readonly children: string }) => (
  <Flex gap={1} alignItems="flex-start">
    <Box shrink={0} paddingTop="0.2rem">
      <WarningCircle fill="danger600" aria-hidden />
    </Box>
    <Typography variant="pi" textColor="danger600">
      {children}
    </Typography>
  </Flex>
);
