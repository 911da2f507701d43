// The answers of HubSpot's published contract (lists.v3, contacts.v3), made of what the sandbox holds.
import { randomUUID } from 'node:crypto';

const iso = (time) => new Date(time).toISOString();

export const errorBody = (category, message) => ({
  status: 'error',
  message,
  correlationId: randomUUID(),
  category,
});

/** HubSpot says 429 in two shapes, both without Retry-After: by its policies, and by category. */
export const tooManyBody = (shape) =>
  shape === 'policy'
    ? {
        status: 'error',
        message: 'You have reached your secondly limit.',
        errorType: 'RATE_LIMIT',
        correlationId: randomUUID(),
        category: 'RATE_LIMITS',
        policyName: 'SECONDLY',
        groupName: 'publicapi:private-apps',
      }
    : errorBody('RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.');

const listBody = (list) => ({
  listId: list.listId,
  listVersion: 1,
  name: list.name,
  objectTypeId: '0-1',
  processingType: list.processingType,
  processingStatus: 'COMPLETE',
  createdAt: iso(list.createdAt),
  updatedAt: iso(list.updatedAt),
});

export const foundList = (list) => ({
  ...listBody(list),
  additionalProperties: { hs_list_size: String(list.members.size) },
});

export const wholeList = (list) => ({ ...listBody(list), size: list.members.size });

export const wholeContact = (contact, wanted) => {
  const all = {
    ...contact.properties,
    hs_object_id: contact.id,
    createdate: iso(contact.createdAt),
    lastmodifieddate: iso(contact.updatedAt),
  };
  const always = ['hs_object_id', 'createdate', 'lastmodifieddate'];
  const names = [...new Set([...always, ...wanted])].filter((name) => all[name] !== undefined);
  return {
    id: contact.id,
    properties: Object.fromEntries(names.map((name) => [name, all[name]])),
    createdAt: iso(contact.createdAt),
    updatedAt: iso(contact.updatedAt),
    archived: false,
  };
};
