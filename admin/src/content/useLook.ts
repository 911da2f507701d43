import { useMemo } from 'react';

import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import type { PreviewView } from '../../../plugin/src/content/preview.schema';
import type { Look } from '../../../plugin/src/content/shows';
import { useEndpoint } from '../shared/useEndpoint';

/** Where whoever is looked as stands in the segments that the page asks for. */
export const useLook = (view: PreviewView | undefined, keys: readonly string[]) => {
  const { answer, problem, reload } = useEndpoint(
    contentEndpoints.preview,
    view ? { view, keys: [...keys] } : null,
  );
  const data = view && answer?.data;
  const look = useMemo<Look | undefined>(
    () => data && { standing: new Map(Object.entries(data.standing)), now: data.at },
    [data],
  );
  return { look, asStranger: data?.asStranger ?? false, problem: view ? problem : undefined, reload };
};
