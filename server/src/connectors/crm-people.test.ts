import { describe, expect, it } from 'vitest';

import { PluginError } from '../../../plugin/src';
import type { Tx } from '../ports';
import { createCrmPeople } from './crm-people';

const tx = {} as Tx;
const contact = (id: string, email: string | null = null) => ({ id, email, traits: {} });

const open = () => {
  const listed: string[] = [];
  const people = createCrmPeople({
    transact: (work) => work(tx),
    profiles: {
      findMany: async (_tx, identities) => identities.map(({ value }) => ({ id: value })),
      async resolveContact(_tx, { external, email }) {
        if (email === 'bad') throw new PluginError('invalid', 'Expected email as text.');
        if (email === 'down') throw new PluginError('unavailable', 'Try again.');
        return email === 'erased' ? null : external;
      },
      async applyTraits(_tx, id) {
        if (id === 'huge') throw new PluginError('too-large', 'Too many traits.');
      },
      setList: async (_tx, id) => listed.push(id) > 0,
      pruneList: async () => 0,
      listSize: async () => 0,
    },
  });
  return { people, listed };
};

describe('the people of a CRM', () => {
  it('refuses who was erased and a name that no profile may have, and goes on with the next', async () => {
    const { people, listed } = open();
    const contacts = [
      contact('a'),
      contact('b', 'bad'),
      contact('huge'),
      contact('c', 'erased'),
      contact('d'),
    ];
    expect(await people.enter(tx, 'list', contacts)).toEqual({ added: 3, refused: 2 });
    expect(listed).toEqual(['a', 'huge', 'd']);
    expect(await people.update(tx, contacts)).toEqual({ updated: 3 });
  });

  it('stops where the fault is not the contact’s', async () => {
    const { people } = open();
    await expect(people.enter(tx, 'list', [contact('a', 'down')])).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
