import { Box, Typography } from '@strapi/design-system';

import type { Leaf } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';

/** A condition that a row cannot show: as it is, to be edited as JSON. */
export const OtherFields = ({ leaf }: { readonly leaf: Leaf }) => {
  const text = useText();
  return (
    <Box>
      <Typography variant="pi" textColor="neutral600">
        {text('builder.other')}
      </Typography>
      <Typography tag="pre" variant="pi" style={{ whiteSpace: 'pre-wrap', fontFamily: 'monospace' }}>
        {JSON.stringify(leaf)}
      </Typography>
    </Box>
  );
};
