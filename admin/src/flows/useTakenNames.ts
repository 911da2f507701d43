import { useMemo } from 'react';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { useEndpoint } from '../shared/useEndpoint';

const MOST = { page: 1, pageSize: 100 } as const;

/** What other flows are called: two of one name could not be told apart in lists. */
export const useTakenNames = (self?: string): ReadonlySet<string> => {
  const { answer } = useEndpoint(flowsEndpoints.list, MOST);
  return useMemo(
    () => new Set(answer?.data.filter(({ id }) => id !== self).map(({ name }) => name)),
    [answer, self],
  );
};
