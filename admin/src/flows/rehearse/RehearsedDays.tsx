import { Box, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RehearsedDay } from '../../../../plugin/src/flows/rehearsal';
import { Panel } from '../../shared/Panel';
import { useText } from '../../shared/useText';

interface RehearsedDaysProps {
  readonly days: readonly RehearsedDay[];
}

const SERIES = [
  { what: 'entered', color: 'primary500' },
  { what: 'done', color: 'success500' },
  { what: 'spared', color: 'warning500' },
  { what: 'reached', color: 'secondary500' },
] as const;

const HEIGHT = 12;
/** Each of so many days has room for its date. */
const DATED = 3;

/** Bars for each day, with the same numbers as a table below. */
export const RehearsedDays = ({ days }: RehearsedDaysProps) => {
  const text = useText();
  const intl = useIntl();
  if (days.length === 0) return null;
  const most = Math.max(1, ...days.flatMap((day) => SERIES.map(({ what }) => day[what])));
  const dateOf = (at: number): string => intl.formatDate(at, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <Panel title={text('flows.rehearse.chart')} hint={text('flows.rehearse.chart.hint')}>
      <Flex gap={4} paddingBottom={3} wrap="wrap">
        {SERIES.map(({ what, color }) => (
          <Flex key={what} gap={2}>
            <Box background={color} width="1.2rem" height="1.2rem" hasRadius />
            <Typography variant="pi">{text(`flows.rehearse.day.${what}`)}</Typography>
          </Flex>
        ))}
      </Flex>
      <Box overflow="auto" aria-hidden>
        <Flex alignItems="flex-end" gap={1}>
          {days.map((day, index) => (
            <Box key={day.at} flex="1" minWidth="2.4rem" maxWidth="6rem" title={dateOf(day.at)}>
              <Flex alignItems="flex-end" height={`${HEIGHT}rem`}>
                {SERIES.map(({ what, color }) => (
                  <Box
                    key={what}
                    flex="1"
                    background={color}
                    style={{ height: `${(day[what] / most) * 100}%`, minHeight: day[what] > 0 ? 2 : 0 }}
                  />
                ))}
              </Flex>
              <Box height="2.4rem" paddingTop={1} style={{ whiteSpace: 'nowrap' }}>
                {index % DATED === 0 && (
                  <Typography variant="pi" textColor="neutral600">
                    {intl.formatDate(day.at, { day: 'numeric', month: 'short', timeZone: 'UTC' })}
                  </Typography>
                )}
              </Box>
            </Box>
          ))}
        </Flex>
      </Box>
      <Box tag="details" paddingTop={4}>
        <Typography tag="summary" variant="pi" textColor="primary600" style={{ cursor: 'pointer' }}>
          {text('flows.rehearse.table')}
        </Typography>
        <Table colCount={SERIES.length + 1} rowCount={days.length + 1}>
          <Thead>
            <Tr>
              <Th>
                <Typography variant="sigma">{text('flows.rehearse.day')}</Typography>
              </Th>
              {SERIES.map(({ what }) => (
                <Th key={what}>
                  <Typography variant="sigma">{text(`flows.rehearse.day.${what}`)}</Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {days.map((day) => (
              <Tr key={day.at}>
                <Td>
                  <Typography>{dateOf(day.at)}</Typography>
                </Td>
                {SERIES.map(({ what }) => (
                  <Td key={what}>
                    <Typography>{intl.formatNumber(day[what])}</Typography>
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      </Box>
    </Panel>
  );
};
