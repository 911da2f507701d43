import { Badge, Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { Panel } from '../shared/Panel';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { RequestFaults } from './RequestFaults';

const VARIANTS = { early: 'success', behind: 'secondary', none: 'neutral' } as const;

/** The app's own content; what plugins answer beside it is seldom asked for here. */
const isOwn = ({ handler, lane }: { handler: string; lane: string }): boolean =>
  handler.startsWith('api::') || lane !== 'none';

/** Which routes of the content API are answered from memory, and why the others are not. */
export const LanesPanel = () => {
  const text = useText();
  const intl = useIntl();
  const lanes = useEndpoint(contentEndpoints.lanes, {});
  const [all, setAll] = useState(false);
  return (
    <Panel title={text('settings.lanes.title')} hint={text('settings.lanes.hint')}>
      <Answered of={lanes}>
        {({ data }) => (
          <Flex direction="column" alignItems="stretch" gap={4}>
            {!data.on && <Typography>{text('settings.lanes.off')}</Typography>}
            {data.deaf && <Typography textColor="warning600">{text('settings.lanes.deaf')}</Typography>}
            {data.on && (
              <Typography>
                {text('settings.lanes.figures', {
                  hits: data.early.hits + data.behind.hits,
                  misses: data.early.misses + data.behind.misses,
                  dropped: data.early.dropped + data.behind.dropped,
                  entries: data.early.entries + data.behind.entries,
                  megabytes: intl.formatNumber((data.early.bytes + data.behind.bytes) / 2 ** 20, {
                    maximumFractionDigits: 1,
                  }),
                })}
              </Typography>
            )}
            <RequestFaults faults={data.faults} failures={data.failures} />
            <DataTable
              rows={data.routes
                .filter((route) => all || isOwn(route))
                .map((route) => ({ ...route, id: `${route.path} ${route.handler}` }))}
              empty={text('settings.lanes.empty')}
              columns={[
                {
                  name: 'path',
                  label: text('settings.lanes.path'),
                  cell: ({ path }) => <Typography style={{ fontFamily: 'monospace' }}>{path}</Typography>,
                },
                {
                  name: 'lane',
                  label: text('settings.lanes.lane'),
                  cell: ({ lane }) => (
                    <Badge variant={VARIANTS[lane]}>{text(`settings.lanes.lane.${lane}`)}</Badge>
                  ),
                },
                {
                  name: 'why',
                  label: text('settings.lanes.why'),
                  cell: ({ why }) => (
                    <Typography>{why.map((one) => text(`settings.lanes.why.${one}`)).join(' ')}</Typography>
                  ),
                },
              ]}
            />
            {!data.routes.every(isOwn) && (
              <Flex>
                <Button variant="tertiary" onClick={() => setAll(!all)} aria-expanded={all}>
                  {text(all ? 'settings.lanes.fewer' : 'settings.lanes.more', {
                    count: data.routes.filter((route) => !isOwn(route)).length,
                  })}
                </Button>
              </Flex>
            )}
          </Flex>
        )}
      </Answered>
    </Panel>
  );
};
