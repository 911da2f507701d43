import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../shared/useText';
import { goToBlock, goToVariant } from './go-to-block';
import type { FaultLine } from './useFaultLines';

const Link = styled.button`
  text-align: left;
  color: ${({ theme }) => theme.colors.warning700};
  text-decoration: underline;
`;

const goTo = ({ at }: FaultLine): void => {
  if (typeof at === 'number') goToVariant(at, document);
  else if (at) void goToBlock(at, document);
};

/** What is wrong on the page, said before all else; a click leads to it. */
export const FaultLinks = ({ lines }: { readonly lines: readonly FaultLine[] }) => {
  const text = useText();
  if (lines.length === 0) return null;
  return (
    <Box background="warning100" hasRadius padding={2} role="group" aria-label={text('content.panel.faults')}>
      <Typography variant="pi" fontWeight="semiBold" textColor="warning700">
        {text('content.publish.title', { count: lines.length })}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1} paddingTop={1}>
        {lines.map((line, index) => (
          <li key={`${line.where} ${line.what} ${index}`}>
            <Link type="button" title={line.what} onClick={() => goTo(line)}>
              <Typography variant="pi" textColor="warning700">
                {line.where}
              </Typography>
            </Link>
          </li>
        ))}
      </Flex>
    </Box>
  );
};
