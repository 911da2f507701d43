import { until } from './http.mjs';

const NAME = 'HubSpot (sandbox)';
const LISTS = ['Partners'];

/** Connects the sandbox, picks its list of partners, and waits for the first sync: list becomes segment, members profiles. */
export const seedCrm = async (api, token) => {
  const { data: connections } = await api('GET', '/attune/connections');
  const connection =
    connections.find(({ name }) => name === NAME) ??
    (
      await api('POST', '/attune/connections', {
        kind: 'hubspot',
        name: NAME,
        secret: token,
        schedule: '*/10 * * * *',
      })
    ).data;
  const { data: lists } = await api('GET', `/attune/connections/${connection.id}/lists`);
  const wanted = lists.filter(({ name }) => LISTS.includes(name)).map(({ id }) => id);
  if (wanted.length === 0) throw new Error(`The CRM has no list named ${LISTS.join(' or ')}.`);
  await api('PUT', `/attune/connections/${connection.id}/lists`, { lists: wanted });
  const { data: sync } = await api('POST', `/attune/connections/${connection.id}/sync`);
  const { data: syncs } = await until(
    'the CRM sync to end',
    () => api('GET', `/attune/connections/${connection.id}/syncs`),
    ({ data }) => data.find(({ id }) => id === sync.id)?.endedAt > 0,
  );
  const { error } = syncs.find(({ id }) => id === sync.id);
  if (error) throw new Error(`The CRM sync failed: ${error}`);
};
