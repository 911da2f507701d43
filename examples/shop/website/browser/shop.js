// What the page says happened here goes to Attune's client, once the visitor allows it. The shop works without.
(() => {
  const { host, writeKey, anonymousId, analytics, events } = JSON.parse(
    document.getElementById('shop-data').textContent,
  );
  if (!analytics) return;

  const script = document.createElement('script');
  script.src = `${host}/api/attune/client.js`;
  script.async = true;
  script.dataset.writeKey = writeKey;
  script.dataset.host = host;
  script.dataset.anonymousId = anonymousId;

  // Calls made before the script has arrived wait in line.
  const attune = (window.attune = window.attune || []);
  attune.push(['page']);
  for (const { name, properties } of events) attune.push(['track', name, properties]);
  document.head.append(script);
})();
