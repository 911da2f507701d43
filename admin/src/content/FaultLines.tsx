import { Box, Typography } from '@strapi/design-system';

import type { FaultLine } from './useFaultLines';

/** What is wrong, each with where it is. */
export const FaultLines = ({ lines }: { readonly lines: readonly FaultLine[] }) => (
  <Box tag="ul">
    {lines.map(({ where, what }) => (
      <Box tag="li" key={`${where} ${what}`} paddingBottom={2}>
        <Typography fontWeight="semiBold">{where}</Typography>
        <Typography tag="p" textColor="neutral700">
          {what}
        </Typography>
      </Box>
    ))}
  </Box>
);
