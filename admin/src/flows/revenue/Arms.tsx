import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { FlowRevenue } from '../../../../plugin/src/flows/revenue.endpoints';
import { Bar } from '../../shared/Bar';
import { useText } from '../../shared/useText';
import { useMoney } from './useMoney';

type Holdout = FlowRevenue['holdouts'][number];

interface ArmsProps {
  readonly holdout: Holdout;
  readonly compared: Holdout['compared'][number];
}

const ARMS = [
  { arm: 'went', color: 'success500' },
  { arm: 'kept', color: 'primary500' },
] as const;

/** What one person of each arm came to, as bars against the larger of both. */
export const Arms = ({ holdout, compared }: ArmsProps) => {
  const text = useText();
  const intl = useIntl();
  const money = useMoney();
  const most = Math.max(compared.went.perPerson ?? 0, compared.kept.perPerson ?? 0);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} maxWidth="72rem">
      {ARMS.map(({ arm, color }) => {
        const { orders, buyers, perPerson } = compared[arm];
        const label = text(`flows.holdout.${arm}`, { count: holdout[arm] });
        return (
          <Box key={arm}>
            <Flex justifyContent="space-between" alignItems="baseline" gap={4} paddingBottom={1}>
              <Typography>
                {label}{' '}
                <Typography variant="pi" textColor="neutral600">
                  {text('flows.holdout.bought', {
                    orders,
                    buyers,
                    share: intl.formatNumber(holdout[arm] > 0 ? buyers / holdout[arm] : 0, {
                      style: 'percent',
                      maximumFractionDigits: 1,
                    }),
                  })}
                </Typography>
              </Typography>
              <Typography style={{ whiteSpace: 'nowrap' }}>
                {perPerson === null
                  ? text('flows.holdout.nobody')
                  : text('flows.holdout.each', { each: money(perPerson, compared.currency) })}
              </Typography>
            </Flex>
            <Bar share={most > 0 ? (perPerson ?? 0) / most : 0} label={label} color={color} />
          </Box>
        );
      })}
    </Flex>
  );
};
