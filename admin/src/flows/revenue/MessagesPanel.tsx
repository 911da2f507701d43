import type { ReactNode } from 'react';

import { Box, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { FlowRevenue } from '../../../../plugin/src/flows/revenue.endpoints';
import { Panel } from '../../shared/Panel';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { useMoney } from './useMoney';

interface MessagesPanelProps {
  readonly messages: FlowRevenue['messages'];
  readonly story: FlowStory;
  readonly action: ReactNode;
}

const COLUMNS = ['message', 'recipients', 'orders', 'revenue', 'each'] as const;

/** Each message of a flow with the orders that followed it; a line for each currency. */
export const MessagesPanel = ({ messages, story, action }: MessagesPanelProps) => {
  const text = useText();
  const intl = useIntl();
  const money = useMoney();
  const earned = messages.flatMap((message) => message.earned);
  const orders = earned.reduce((sum, one) => sum + one.orders, 0);
  const amounts = new Map<string | null, number>();
  for (const { currency, revenue } of earned) amounts.set(currency, (amounts.get(currency) ?? 0) + revenue);
  const whole = intl.formatList(
    [...amounts].map(([currency, amount]) => money(amount, currency)),
    { type: 'conjunction' },
  );
  const lines = (of: readonly string[]) => (
    <Flex direction="column" alignItems="flex-end" gap={1}>
      {(of.length > 0 ? of : [text('flows.revenue.step.none')]).map((line, at) => (
        <Typography key={at}>{line}</Typography>
      ))}
    </Flex>
  );
  if (messages.length === 0) return null;
  return (
    <Panel
      title={orders > 0 ? text('flows.revenue.whole', { orders, whole }) : text('flows.revenue.none')}
      hint={text(orders > 0 ? 'flows.revenue.hint' : 'flows.revenue.none.hint')}
      action={action}
    >
      <Box overflow="auto">
        <Table colCount={COLUMNS.length} rowCount={messages.length + 1}>
          <Thead>
            <Tr>
              {COLUMNS.map((column) => (
                <Th key={column}>
                  <Flex flex="1" justifyContent={column === 'message' ? 'flex-start' : 'flex-end'}>
                    <Typography variant="sigma">{text(`flows.revenue.${column}`)}</Typography>
                  </Flex>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {messages.map((message) => (
              <Tr key={message.node}>
                <Td>
                  <Typography tag="div" paddingTop={2} paddingBottom={2} style={{ whiteSpace: 'normal' }}>
                    {capitalised(story.steps[message.node] ?? message.node)}
                  </Typography>
                </Td>
                <Td>{lines([intl.formatNumber(message.recipients)])}</Td>
                <Td>{lines(message.earned.map((one) => intl.formatNumber(one.orders)))}</Td>
                <Td>{lines(message.earned.map((one) => money(one.revenue, one.currency)))}</Td>
                <Td>
                  {lines(
                    message.earned.map(({ perRecipient, currency }) =>
                      perRecipient === null ? text('flows.revenue.nobody') : money(perRecipient, currency),
                    ),
                  )}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </Box>
    </Panel>
  );
};
