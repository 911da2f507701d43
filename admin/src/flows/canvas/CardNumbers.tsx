import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useText } from '../../shared/useText';
import type { StepNumbers } from '../listed-flow';

interface CardNumbersProps {
  readonly numbers: StepNumbers | undefined;
}

const COUNTS = ['waiting', 'passed', 'left'] as const;

/** Who stands here, who went on, who left the flow here. */
export const CardNumbers = ({ numbers }: CardNumbersProps) => {
  const text = useText();
  const intl = useIntl();
  return (
    <Flex width="100%" gap={2} borderColor="neutral150" style={{ borderWidth: '1px 0 0' }} paddingTop={1}>
      {COUNTS.map((count) => {
        const number = numbers?.[count] ?? 0;
        return (
          <Box key={count} flex="1">
            <Typography
              tag="div"
              fontWeight="bold"
              textColor={number === 0 ? 'neutral500' : count === 'waiting' ? 'primary600' : 'neutral800'}
            >
              {intl.formatNumber(number)}
            </Typography>
            <Typography tag="div" variant="pi" textColor="neutral600">
              {text(`flows.${count}`)}
            </Typography>
          </Box>
        );
      })}
    </Flex>
  );
};
