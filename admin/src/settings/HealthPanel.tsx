import { Flex, Grid, Typography } from '@strapi/design-system';
import { CheckCircle, WarningCircle } from '@strapi/icons';

import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { Answered } from '../shared/Answered';
import { Panel } from '../shared/Panel';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { healthFigures } from './health-figures';
import { HealthFigure } from './HealthFigure';
import { TableSizes } from './TableSizes';

const EVERY = 10_000;

/** Whether the ring turns, by the same figures as the probe at /attune/health. */
export const HealthPanel = () => {
  const text = useText();
  const health = useEndpoint(settingsEndpoints.health, {}, { every: EVERY });
  return (
    <Panel title={text('settings.health.title')} hint={text('settings.health.hint')}>
      <Answered of={health}>
        {({ data: { ok, parts } }) => (
          <Flex direction="column" alignItems="stretch" gap={5}>
            <Flex gap={2}>
              {ok ? (
                <CheckCircle fill="success600" aria-hidden />
              ) : (
                <WarningCircle fill="danger600" aria-hidden />
              )}
              <Typography fontWeight="bold">
                {text(ok ? 'settings.health.ok' : 'settings.health.bad')}
              </Typography>
            </Flex>
            <Grid.Root gap={4}>
              {healthFigures(parts).map((figure) => (
                <Grid.Item key={figure.name} col={3} s={6} xs={12} alignItems="stretch" direction="column">
                  <HealthFigure {...figure} />
                </Grid.Item>
              ))}
            </Grid.Root>
            <TableSizes rows={parts.rows} />
          </Flex>
        )}
      </Answered>
    </Panel>
  );
};
