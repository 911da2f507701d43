// What the page says happened here goes to Attune's client, once the visitor allows it. The shop works without.
(() => {
  const { host, writeKey, anonymousId, analytics, events } = JSON.parse(
    document.getElementById('shop-data').textContent,
  );
  if (!analytics) return;

  // Calls made before the script has arrived wait in line.
  const attune = (window.attune = window.attune || []);
  for (const { name, properties } of events) attune.push(['track', name, properties]);

  const script = document.createElement('script');
  script.src = `${host}/api/attune/client.js`;
  script.async = true;
  // The visitor's id stands in a cookie that scripts may not read, and consent was asked by the shop's own banner.
  Object.assign(script.dataset, { key: writeKey, visitor: anonymousId, consent: 'granted' });
  document.head.append(script);
})();
