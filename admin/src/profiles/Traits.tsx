import { Box, Flex, Typography } from '@strapi/design-system';

import { useText } from '../shared/useText';
import { traitLines } from './trait-lines';

/** What is known, line by line; nested traits under their path, as conditions name them. */
export const Traits = ({ traits }: { readonly traits: Readonly<Record<string, unknown>> }) => {
  const text = useText();
  const lines = traitLines(traits);
  if (lines.length === 0) return <Typography textColor="neutral600">{text('people.traits.none')}</Typography>;
  return (
    <Box tag="dl">
      {lines.map(({ path, value }) => (
        <Flex key={path} justifyContent="space-between" gap={4} paddingBottom={2} alignItems="flex-start">
          <Typography tag="dt" textColor="neutral600">
            {path}
          </Typography>
          <Typography tag="dd" textAlign="right" style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Typography>
        </Flex>
      ))}
    </Box>
  );
};
