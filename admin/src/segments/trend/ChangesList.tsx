import { useState } from 'react';

import { Box, Flex, Tabs, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { Answered } from '../../shared/Answered';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { Turner } from '../../shared/Turner';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

interface ChangesListProps {
  readonly id: string;
  readonly since: number;
  readonly days: number;
}

const PAGE_SIZE = 10;
const WAYS = ['entered', 'left'] as const;
type Way = (typeof WAYS)[number];

/** Who is in now and was not then, or the other way round, each with why. */
export const ChangesList = ({ id, since, days }: ChangesListProps) => {
  const text = useText();
  const intl = useIntl();
  const [which, setWhich] = useState<Way>('entered');
  const [page, setPage] = useState(1);
  const changes = useEndpoint(segmentsEndpoints.changes, { id, since, which, page, pageSize: PAGE_SIZE });
  return (
    <Box tag="section">
      <Typography variant="delta" tag="h2">
        {text('segments.changes.title', { count: days })}
      </Typography>
      <Tabs.Root
        value={which}
        variant="simple"
        onValueChange={(value) => {
          setWhich(value === 'left' ? 'left' : 'entered');
          setPage(1);
        }}
      >
        <Tabs.List aria-label={text('segments.changes.title', { count: days })}>
          {WAYS.map((way) => (
            <Tabs.Trigger key={way} value={way}>
              {text(`segments.changes.${way}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={which}>
          <Box paddingTop={4}>
            <Answered of={changes}>
              {({ data, meta }) => (
                <>
                  {meta.reaches > since && (
                    <Typography tag="p" variant="pi" textColor="neutral600" paddingBottom={2}>
                      {text('segments.past.reaches', {
                        at: intl.formatDate(meta.reaches, { dateStyle: 'medium', timeStyle: 'short' }),
                      })}
                    </Typography>
                  )}
                  {data.length === 0 && (
                    <Typography textColor="neutral600">{text(`segments.changes.${which}.none`)}</Typography>
                  )}
                  <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
                    {data.map(({ profileId, label, at, because }) => (
                      <Flex
                        tag="li"
                        key={profileId}
                        justifyContent="space-between"
                        alignItems="flex-start"
                        gap={4}
                      >
                        <Box minWidth={0}>
                          <RowLink to={pathTo('people', profileId)}>
                            {label || text('people.unnamed')}
                          </RowLink>
                          <Typography tag="p" variant="pi" textColor="neutral600">
                            {because.join('; ') || text('segments.because.unknown')}
                          </Typography>
                        </Box>
                        <Ago at={at} variant="pi" textColor="neutral600" />
                      </Flex>
                    ))}
                  </Flex>
                  <Turner {...meta.pagination} onTurn={setPage} />
                </>
              )}
            </Answered>
          </Box>
        </Tabs.Content>
      </Tabs.Root>
    </Box>
  );
};
