/** Publishes the cart-abandonment flow that ships with the plugin, its first wait as long as asked. */
export const seedFlows = async (api, cartWait) => {
  const { data: flows } = await api('GET', '/attune/flows?pageSize=100');
  const existing = flows.find(({ key }) => key === 'cart-abandonment');
  if (existing?.status === 'live') return existing;
  const made =
    existing ??
    (
      await api('POST', '/attune/flows/from-template', {
        template: 'cart-abandonment',
        key: 'cart-abandonment',
      })
    ).data;
  const { data: flow } = await api('GET', `/attune/flows/${made.id}`);
  const { start, steps } = flow.draft;
  const draft = { ...flow.draft, steps: { ...steps, [start]: { ...steps[start], for: cartWait } } };
  await api('PUT', `/attune/flows/${flow.id}`, { draft });
  return (await api('POST', `/attune/flows/${flow.id}/publish`)).data;
};
