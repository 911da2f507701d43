import type { ReactNode } from 'react';

import { Typography } from '@strapi/design-system';

import { useFaultAt } from './FaultsContext';

export const FaultLine = ({ children }: { readonly children: ReactNode }) => (
  <Typography tag="p" variant="pi" role="alert" textColor="danger600">
    {children}
  </Typography>
);

/** What is wrong with the field above. */
export const FieldFault = ({ path }: { readonly path: string }) => {
  const fault = useFaultAt(path);
  return fault === undefined ? null : <FaultLine>{fault}</FaultLine>;
};
