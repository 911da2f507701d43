import { Typography } from '@strapi/design-system';

/** The words between the fields of a row, so that it reads as a phrase. */
export const Words = ({ children }: { readonly children: string }) => (
  <Typography textColor="neutral800" lineHeight="3.2rem">
    {children}
  </Typography>
);
