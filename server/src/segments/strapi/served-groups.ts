import { segmentsEndpoints } from '../../../../plugin/src';
import type { Log } from '../../ports';
import { serve, type Served } from '../../strapi/endpoints';
import type { SavedGroup, SavedGroups } from '..';

interface Needs {
  readonly groups: SavedGroups;
  readonly log: Log;
}

export const groupsServed = ({ groups, log }: Needs): readonly Served[] => {
  const whole = async (group: SavedGroup) => ({
    data: { ...group, values: [...group.values], places: [...(await groups.places(group.key))] },
  });
  return [
    serve(segmentsEndpoints.groups, async () => ({ data: [...(await groups.list())] })),
    serve(segmentsEndpoints.group, async ({ key }) => whole(await groups.get(key))),
    serve(segmentsEndpoints.createGroup, async (given, { actor }) => {
      const group = await groups.create(given);
      log.info('A saved group was made.', { actor, group: group.key, values: group.size });
      return whole(group);
    }),
    serve(segmentsEndpoints.updateGroup, async ({ key, ...changes }, { actor }) => {
      const group = await groups.update(key, changes);
      log.info('A saved group was changed.', { actor, group: key, values: group.size });
      return whole(group);
    }),
    serve(segmentsEndpoints.deleteGroup, async ({ key }, { actor }) => {
      const group = await groups.remove(key);
      log.info('A saved group was deleted.', { actor, group: key });
      return { data: { ...group, values: [...group.values], places: [] } };
    }),
  ];
};
