import type { Condition } from '../../../../plugin/src';

const CONNECTION = 'static';

/** A static segment's members lie where a CRM's do: in the lists of profiles, under a name no connection has. */
export const staticListId = (key: string): string => `${CONNECTION}:${key}`;

export const staticCondition = (key: string): Condition => ({
  kind: 'list',
  connection: CONNECTION,
  id: key,
});
