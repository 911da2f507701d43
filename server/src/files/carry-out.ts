import { emailsEndpoints, flowsEndpoints, segmentsEndpoints } from '../../../plugin/src';
import type { Call } from './call';
import type { House } from './house';
import type { PlanStep } from './plan';
import { sameJson } from './sorted-json';
import type { EmailThing, FlowThing, GroupThing, SegmentThing } from './thing';

/** The fields that are not as they were; a condition whose keys only stand otherwise would be judged anew. */
const changed = <Body extends object>(before: Body | undefined, after: Body): Partial<Body> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !sameJson(before?.[name as keyof Body], value)),
  ) as Partial<Body>;

export const createCarryOut = (call: Call, house: House) => {
  const email = async ({ key, body }: EmailThing): Promise<void> => {
    const standing = house.emails.find(({ thing }) => thing.key === key);
    if (!standing) return void (await call(emailsEndpoints.create, { key, ...body }));
    const { id, revision, thing } = standing;
    await call(emailsEndpoints.update, { id, revision, ...changed(thing.body, body) });
  };

  const group = async ({ key, body }: GroupThing): Promise<void> => {
    const values = [...body.values];
    const isThere = house.groups.some(({ id }) => id === key);
    await call(isThere ? segmentsEndpoints.updateGroup : segmentsEndpoints.createGroup, {
      key,
      name: body.name,
      values,
    });
  };

  const segment = async ({ key, body }: SegmentThing): Promise<void> => {
    const { tags, ...rest } = body;
    const standing = house.segments.find(({ thing }) => thing.key === key);
    if (!standing) {
      await call(segmentsEndpoints.create, { key, ...rest, tags: [...tags] });
      return;
    }
    const { condition, ...notes } = changed(standing.thing.body, rest);
    await call(segmentsEndpoints.update, { id: standing.id, ...notes, condition, tags: [...tags] });
  };

  /** Answers its id. */
  const flow = async ({ key, body: { name, definition } }: FlowThing): Promise<string> => {
    const standing = house.flows.find(({ thing }) => thing.key === key);
    if (!standing) return (await call(flowsEndpoints.create, { key, name, draft: definition })).data.id;
    const { name: newName, definition: draft } = changed(standing.thing.body, { name, definition });
    await call(flowsEndpoints.update, { id: standing.id, name: newName, draft });
    return standing.id;
  };

  const idOf = (key: string) => house.flows.find(({ thing }) => thing.key === key)?.id ?? '';

  return async ({ thing, todo, publish }: PlanStep): Promise<void> => {
    if (thing.what === 'flows') {
      const id = todo === 'nothing' ? idOf(thing.key) : await flow(thing);
      if (publish) await call(flowsEndpoints.publish, { id });
      return;
    }
    if (todo === 'nothing') return;
    if (thing.what === 'emails') return email(thing);
    await (thing.what === 'groups' ? group(thing) : segment(thing));
  };
};
