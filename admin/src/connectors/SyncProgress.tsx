import { Flex, Typography } from '@strapi/design-system';

import type { ShownSync } from '../../../plugin/src/connectors/endpoints';
import { Bar } from '../shared/Bar';
import { Duration } from '../shared/Duration';
import { useNow } from '../shared/useNow';
import { useText } from '../shared/useText';

/** Below this much of the way an estimate would be a guess. */
const ENOUGH_DONE = 0.05;

/** What is being read now, how far, and how long it will take. */
export const SyncProgress = ({ sync }: { readonly sync: ShownSync }) => {
  const text = useText();
  const now = useNow(1_000);
  const share = sync.of > 0 ? sync.done / sync.of : 0;
  const spent = sync.startedAt === null ? 0 : now - sync.startedAt;
  const left = share > ENOUGH_DONE ? (spent / share) * (1 - share) : undefined;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} aria-live="polite">
      <Bar share={share} label={text('connections.progress')} />
      <Typography variant="pi" textColor="neutral600">
        {sync.doing || text(`sync.${sync.status}`)}, {text('sync.progress', { done: sync.done, of: sync.of })}
        , {text('sync.rows', { rows: sync.rowsIn })}
        {left !== undefined && left > 1_000 && (
          <>
            , {text('sync.left')} <Duration ms={left} />
          </>
        )}
      </Typography>
    </Flex>
  );
};
