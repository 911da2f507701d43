import { useState } from 'react';

import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Ago } from '../../shared/Ago';
import { Answered } from '../../shared/Answered';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { Turner } from '../../shared/Turner';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

interface PeopleHereProps {
  readonly flowId: string;
  readonly version: number;
  readonly node: string;
  readonly waiting: number;
}

const PAGE_SIZE = 10;

/** Who stands in a step. Asked for only when somebody wants to know: it is written down who looked. */
export const PeopleHere = ({ flowId, version, node, waiting }: PeopleHereProps) => {
  const text = useText();
  const [shown, setShown] = useState(false);
  const [page, setPage] = useState(1);
  const asked = { id: flowId, version, node, status: 'running', page, pageSize: PAGE_SIZE } as const;
  const runs = useEndpoint(flowsEndpoints.runs, shown ? asked : null);
  if (!shown) {
    return (
      <Flex>
        <Button variant="secondary" disabled={waiting === 0} onClick={() => setShown(true)}>
          {text('flows.results.people', { count: waiting })}
        </Button>
      </Flex>
    );
  }
  return (
    <Box>
      <Typography variant="sigma" textColor="neutral600">
        {text('flows.results.standing')}
      </Typography>
      <Answered of={runs}>
        {({ data, meta }) => (
          <>
            <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
              {data.map(({ id, person, dueAt, enteredAt }) => (
                <li key={id}>
                  <RowLink to={`${pathTo('flows', flowId)}?mode=runs&run=${encodeURIComponent(id)}`}>
                    {person ?? text('flows.run.person')}
                  </RowLink>
                  <Typography tag="div" variant="pi" textColor="neutral600">
                    {dueAt === null ? text('segments.entered') : text('flows.run.due')}{' '}
                    <Ago at={dueAt ?? enteredAt} variant="pi" textColor="neutral600" />
                  </Typography>
                </li>
              ))}
            </Flex>
            <Turner {...meta.pagination} onTurn={setPage} />
          </>
        )}
      </Answered>
    </Box>
  );
};
