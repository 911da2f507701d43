import { segmentsEndpoints, type Conditions, type ShownSegment } from '../../../../plugin/src';
import { serve, type Served } from '../../strapi/endpoints';
import type { Reshape } from '../editing/reshape';
import { adminName } from './admin-name';

interface Needs {
  readonly reshape: Reshape;
  readonly conditions: Pick<Conditions, 'schema'>;
  readonly show: (id: string) => Promise<ShownSegment>;
}

export const reshapeServed = ({ reshape, conditions, show }: Needs): readonly Served[] => [
  serve(segmentsEndpoints.merge, async ({ a, b, how, into }, call) => {
    const merged = await reshape.merge(a, b, how, into && { owner: adminName(call), ...into });
    const { segment, moved, left, removed } = merged;
    return { data: await show(segment.id), moved: [...moved], left: [...left], removed };
  }),
  serve(
    segmentsEndpoints.split,
    async ({ id, by, holds, others }, call) => {
      const owner = adminName(call);
      const made = await reshape.split(id, by, { owner, ...holds }, { owner, ...others });
      return { data: await Promise.all(made.map((segment) => show(segment.id))) };
    },
    { by: conditions.schema },
  ),
];
