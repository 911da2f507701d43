import { flowsEndpoints } from '../../../../plugin/src';
import { serve, type Served } from '../../strapi/endpoints';
import type { Versions } from '..';

export const versionsServed = (versions: Versions): readonly Served[] => [
  serve(flowsEndpoints.versions, async ({ id }) => ({ data: [...(await versions.list(id))] })),
  serve(flowsEndpoints.version, async ({ id, version }) => ({ data: await versions.get(id, version) })),
  serve(flowsEndpoints.compare, async ({ id, from, to }) => ({
    data: [...(await versions.compare(id, from, to))],
  })),
  serve(flowsEndpoints.rollBack, async ({ id, version }) => ({ data: await versions.rollBack(id, version) })),
];
