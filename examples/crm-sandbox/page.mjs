const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

export const landingPage = (world, token) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>CRM sandbox</title><style>
body{margin:0;font:17px/1.6 system-ui,sans-serif;background:#f6f5f2;color:#24221e}
main{max-width:40rem;margin:8vh auto;padding:2rem;background:#fff;border-radius:12px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem 0;border-bottom:1px solid #e6e2da}
td:last-child,th:last-child{text-align:right}code{background:#f0ede6;padding:.1em .4em;border-radius:4px}
</style></head><body><main>
<h1>A CRM to try with</h1>
<p>It answers as HubSpot's published contract says, and holds people who do not exist. In Strapi, open
<em>Attune &rsaquo; Connections</em>, choose HubSpot and enter the token <code>${escape(token)}</code>.</p>
<table><thead><tr><th>List</th><th>Contacts</th></tr></thead><tbody>
${[...world.lists.values()].map((list) => `<tr><td>${escape(list.name)}</td><td>${list.members.size}</td></tr>`).join('\n')}
</tbody></table></main></body></html>`;
