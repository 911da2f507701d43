import { Typography } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { useMoney } from './useMoney';

interface StepRevenueProps {
  readonly flowId: string;
  readonly version: number;
  readonly node: string;
}

/** What was ordered after the mails of a step. */
export const StepRevenue = ({ flowId, version, node }: StepRevenueProps) => {
  const text = useText();
  const money = useMoney();
  const { answer } = useEndpoint(flowsEndpoints.revenue, { id: flowId, version });
  const message = answer?.data.messages.find((one) => one.node === node);
  if (!message) return null;
  return (
    <>
      <Typography variant="sigma" textColor="neutral600">
        {text('flows.revenue.step')}
      </Typography>
      {message.earned.length === 0 && <Typography>{text('flows.revenue.step.none')}</Typography>}
      {message.earned.map(({ currency, orders, revenue, perRecipient }) => (
        <Typography key={currency ?? ''}>
          {text('flows.revenue.step.line', {
            orders,
            revenue: money(revenue, currency),
            each: perRecipient === null ? text('flows.revenue.nobody') : money(perRecipient, currency),
          })}
        </Typography>
      ))}
    </>
  );
};
