import { Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

/** What is wrong with a row, under it. */
export const RowFault = ({ message }: { readonly message: string | undefined }) =>
  message ? (
    <Flex gap={2} paddingTop={2} paddingBottom={1} role="alert">
      <WarningCircle fill="danger600" aria-hidden />
      <Typography variant="pi" textColor="danger600">
        {message}
      </Typography>
    </Flex>
  ) : null;
