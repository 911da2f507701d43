import { Accordion, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useText } from '../shared/useText';

const sizesOf = (rows: unknown): readonly (readonly [string, number])[] =>
  typeof rows === 'object' && rows !== null
    ? Object.entries(rows).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    : [];

/** How much is kept, table by table; folded away since few will ask. */
export const TableSizes = ({ rows }: { readonly rows: unknown }) => {
  const text = useText();
  const intl = useIntl();
  const sizes = [...sizesOf(rows)].sort(([, a], [, b]) => b - a);
  if (sizes.length === 0) return null;
  return (
    <Accordion.Root>
      <Accordion.Item value="sizes">
        <Accordion.Header>
          <Accordion.Trigger>{text('settings.health.tables')}</Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Flex direction="column" alignItems="stretch" padding={4} gap={2}>
            {sizes.map(([table, size]) => (
              <Flex key={table} justifyContent="space-between">
                <Typography style={{ fontFamily: 'monospace' }}>{table}</Typography>
                <Typography>{intl.formatNumber(size)}</Typography>
              </Flex>
            ))}
          </Flex>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
};
