import { errorBody, foundList, wholeContact, wholeList } from './answers.mjs';

const ok = (body) => ({ status: 200, body });
const notFound = (message) => ({ status: 404, body: errorBody('OBJECT_NOT_FOUND', message) });
const invalid = (message) => ({ status: 400, body: errorBody('VALIDATION_ERROR', message) });

const byNumber = (a, b) => Number(a) - Number(b);

const searchLists = ({ lists }, { body }) => {
  const { query = '', offset = 0, count = 20, listIds, processingTypes, objectTypeId } = body;
  if (count > 500) return invalid('count: at most 500');
  const found = [...lists.values()].filter(
    (list) =>
      list.name.toLowerCase().includes(query.toLowerCase()) &&
      (!listIds || listIds.includes(list.listId)) &&
      (!processingTypes || processingTypes.includes(list.processingType)) &&
      (!objectTypeId || objectTypeId === '0-1'),
  );
  const page = found.slice(offset, offset + count);
  const next = offset + page.length;
  return ok({ lists: page.map(foundList), hasMore: next < found.length, offset: next, total: found.length });
};

const getList = ({ lists }, { params: [listId] }) => {
  const list = lists.get(listId);
  return list ? ok({ list: wholeList(list) }) : notFound(`List does not exist with ID ${listId}.`);
};

const memberships = ({ lists }, { params: [listId], query }) => {
  const list = lists.get(listId);
  if (!list) return notFound(`List does not exist with ID ${listId}.`);
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= 250)) return invalid('limit: at most 250');
  const after = Number(query.get('after') ?? 0);
  const ids = [...list.members.keys()].sort(byNumber);
  const rest = ids.filter((id) => Number(id) > after);
  const page = rest.slice(0, limit);
  const results = page.map((recordId) => ({
    recordId,
    membershipTimestamp: new Date(list.members.get(recordId)).toISOString(),
  }));
  const paging = rest.length > limit ? { paging: { next: { after: page.at(-1) } } } : {};
  return ok({ results, total: ids.length, ...paging });
};

/** Only lists that are kept by hand take changes: MANUAL and SNAPSHOT. */
const changeMembers =
  (word) =>
  ({ lists, contacts }, { params: [listId], body }) => {
    const list = lists.get(listId);
    if (!list) return notFound(`List does not exist with ID ${listId}.`);
    if (list.processingType === 'DYNAMIC')
      return invalid(`List ${listId} is DYNAMIC: its members follow its filter.`);
    if (!Array.isArray(body)) return invalid('A list of record ids was expected.');
    const missing = body.filter((id) => !contacts.has(id));
    const changed = body.filter((id) => contacts.has(id) && list.members.has(id) === (word === 'remove'));
    for (const id of changed) {
      if (word === 'add') list.members.set(id, Date.now());
      else list.members.delete(id);
    }
    return ok({
      recordsIdsAdded: word === 'add' ? changed : [],
      recordIdsRemoved: word === 'remove' ? changed : [],
      recordIdsMissing: missing,
    });
  };

const byEmail = (contacts, email) =>
  [...contacts.values()].find(({ properties }) => properties.email?.toLowerCase() === email.toLowerCase())
    ?.id;

const readContacts = ({ contacts }, { body }) => {
  const { idProperty, properties = [] } = body;
  if (idProperty !== undefined && idProperty !== 'email')
    return invalid('idProperty: the sandbox knows email only');
  const inputs = (body.inputs ?? []).map(({ id }) => ({
    id: idProperty === 'email' ? (byEmail(contacts, id) ?? id) : id,
  }));
  if (inputs.length > 100) return invalid('inputs: at most 100');
  const found = inputs.map(({ id }) => contacts.get(id)).filter(Boolean);
  const missing = inputs.filter(({ id }) => !contacts.has(id)).map(({ id }) => id);
  const now = new Date().toISOString();
  const answer = {
    status: 'COMPLETE',
    results: found.map((contact) => wholeContact(contact, properties)),
    startedAt: now,
    completedAt: now,
  };
  if (missing.length === 0) return ok(answer);
  const error = {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: 'Could not get some CONTACT objects, they may be deleted or not exist.',
    context: { ids: missing },
    errors: [],
    links: {},
  };
  return { status: 207, body: { ...answer, numErrors: 1, errors: [error] } };
};

const matches = ({ operator, value }, contact) =>
  operator === 'GTE'
    ? contact.updatedAt >= Number(value)
    : operator === 'GT' && contact.updatedAt > Number(value);

const searchContacts = ({ contacts }, { body }) => {
  const { filterGroups = [], properties = [], limit = 10, after = '0' } = body;
  const filters = filterGroups.flatMap((group) => group.filters);
  if (filters.some(({ propertyName }) => propertyName !== 'lastmodifieddate')) {
    return invalid('The sandbox searches contacts by lastmodifieddate only.');
  }
  if (Number(after) + limit > 10_000) return invalid('A search shows no more than 10000 hits.');
  const found = [...contacts.values()]
    .filter((contact) => filters.every((filter) => matches(filter, contact)))
    .sort((a, b) => a.updatedAt - b.updatedAt);
  const next = Number(after) + limit;
  return ok({
    total: found.length,
    results: found.slice(Number(after), next).map((contact) => wholeContact(contact, properties)),
    ...(next < found.length ? { paging: { next: { after: String(next) } } } : {}),
  });
};

export const routes = [
  ['POST', /^\/crm\/v3\/lists\/search$/, searchLists],
  ['GET', /^\/crm\/v3\/lists\/([^/]+)$/, getList],
  ['GET', /^\/crm\/v3\/lists\/([^/]+)\/memberships$/, memberships],
  ['PUT', /^\/crm\/v3\/lists\/([^/]+)\/memberships\/add$/, changeMembers('add')],
  ['PUT', /^\/crm\/v3\/lists\/([^/]+)\/memberships\/remove$/, changeMembers('remove')],
  ['POST', /^\/crm\/v3\/objects\/contacts\/batch\/read$/, readContacts],
  ['POST', /^\/crm\/v3\/objects\/contacts\/search$/, searchContacts],
];
