import { Typography } from '@strapi/design-system';

import { useFaultAt } from './FaultsContext';

/** What is wrong with the field above. */
export const FieldFault = ({ path }: { readonly path: string }) => {
  const fault = useFaultAt(path);
  if (fault === undefined) return null;
  return (
    <Typography tag="p" variant="pi" role="alert" textColor="danger600">
      {fault}
    </Typography>
  );
};
