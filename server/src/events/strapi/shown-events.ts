import type { ShownEvent } from '../../../../plugin/src';
import { calledOf, type Profiles } from '../../profiles';
import type { Call } from '../../strapi/endpoints';
import type { StoredEvent } from '..';

/** Events as the panel shows them: with whom they are about for who may see people, masked for others. */
export const createShownEvents =
  ({ getMany }: Pick<Profiles, 'getMany'>) =>
  async (events: readonly StoredEvent[], { may }: Pick<Call, 'may'>): Promise<ShownEvent[]> => {
    const seesPeople = may('people.read');
    const people = seesPeople ? await getMany([...new Set(events.map(({ profileId }) => profileId))]) : [];
    const called = new Map(people.map((person) => [person.id, calledOf(person)]));
    return events.map((event) => ({
      seq: event.seq,
      messageId: event.messageId,
      type: event.type,
      name: event.name,
      at: event.at,
      receivedAt: event.receivedAt,
      profileId: event.profileId,
      person: seesPeople ? (called.get(event.profileId) ?? '') : null,
      proven: event.proven,
      properties: seesPeople ? ({ ...event.properties } as ShownEvent['properties']) : null,
      context: seesPeople ? ({ ...event.context } as ShownEvent['context']) : null,
    }));
  };
