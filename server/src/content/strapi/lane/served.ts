import { contentEndpoints } from '../../../../../plugin/src';
import { serve, type Served } from '../../../strapi/endpoints';
import type { KeptFigures, RequestFaults } from '../..';
import type { Lane } from '.';

const NOTHING: KeptFigures = { entries: 0, bytes: 0, hits: 0, misses: 0, dropped: 0, overtaken: 0 };

/** What Settings shows of the memory. */
export const laneServed = (lane: Lane | undefined, faults: RequestFaults['counts']): Served =>
  serve(contentEndpoints.lanes, async () => ({
    data: {
      on: lane !== undefined,
      ...(lane?.figures() ?? { early: NOTHING, behind: NOTHING, failures: 0, deaf: false }),
      faults: faults(),
      routes: (lane?.routes() ?? []).map(({ path, handler, lane: name, why }) => ({
        path,
        handler,
        lane: name,
        why: [...why],
      })),
    },
  }));
