import { useEffect, useState } from 'react';

import { eventsEndpoints } from '../../../plugin/src/events/endpoints';
import type { ShownEvent } from '../../../plugin/src/events/schema';
import { useEndpoint } from '../shared/useEndpoint';
import { withNewer } from './stream';

const EVERY = 2_000;
const PAGE_SIZE = 100;

/** The newest events, looked for every two seconds until paused; a name narrows them. */
export const useEventStream = (name: string, paused: boolean) => {
  const state = useEndpoint(
    eventsEndpoints.list,
    { name: name || undefined, pageSize: PAGE_SIZE },
    { every: paused ? undefined : EVERY },
  );
  const [kept, setKept] = useState<{ name: string; events: readonly ShownEvent[] }>({ name, events: [] });
  const { answer, loading } = state;
  useEffect(() => {
    if (!answer || loading || paused) return;
    setKept((before) => ({
      name,
      events: withNewer(before.name === name ? before.events : [], answer.data),
    }));
  }, [answer, loading, name, paused]);
  return { ...state, events: kept.name === name ? kept.events : [] };
};
