import { CrmFault, type CrmListChanges } from '../../../../plugin/src';
import { changedAnswer, contactsAnswer } from './answers.schema';
import type { HubspotClient } from './client';

/** HubSpot's lists of the kinds MANUAL and SNAPSHOT (lists.v3); a dynamic one answers 400. */
export const hubspotListChanges = (client: HubspotClient): CrmListChanges => {
  const change = async (listId: string, word: 'add' | 'remove', contactId: string): Promise<void> => {
    const { recordIdsMissing } = await client.ask(changedAnswer, {
      method: 'PUT',
      path: `/crm/v3/lists/${encodeURIComponent(listId)}/memberships/${word}`,
      body: [contactId],
    });
    if (recordIdsMissing.includes(contactId)) throw new CrmFault('gone', 'HubSpot has no such contact.');
  };
  return {
    async contactOf(email) {
      const { results } = await client.ask(contactsAnswer, {
        method: 'POST',
        path: '/crm/v3/objects/contacts/batch/read',
        body: { idProperty: 'email', inputs: [{ id: email }], properties: [], propertiesWithHistory: [] },
      });
      return results[0]?.id;
    },
    add: (listId, contactId) => change(listId, 'add', contactId),
    remove: (listId, contactId) => change(listId, 'remove', contactId),
  };
};
