// Runs the example shop: CMS and admin panel, website, mailbox, CRM sandbox. See docs/guides for the ports.
import { join, resolve } from 'node:path';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { checkPorts } from './lib/ports.mjs';
import { buildPanel, install } from './lib/prepare.mjs';
import { step } from './lib/progress.mjs';
import { openShop } from './lib/shop.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const host = process.env.HOST ?? '127.0.0.1';
const port = (name, usual) => Number(process.env[name] || usual);
const ports = {
  cms: port('PORT', 1337),
  site: port('SITE_PORT', 3000),
  mail: port('MAIL_PORT', 1080),
  smtp: port('SMTP_PORT', 1025),
  crm: port('CRM_PORT', 4010),
};
const dataDir = resolve(root, process.env.DATA_DIR ?? '.data');

const addresses = () => `
  Website      http://localhost:${ports.site}
  Admin panel  http://localhost:${ports.cms}/admin
  Mailbox      http://localhost:${ports.mail}      (SMTP on ${ports.smtp})
  CRM sandbox  http://localhost:${ports.crm}

  Log in as    admin@example.com / Attune-demo-1        (the panel)
               vera.vip@example.com / Attune-demo-1     (the website)
  Write key    demo-write-key

  Data lies in ${dataDir}. Ctrl-C ends everything.
`;

const stopped = new Promise((resolveStop) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolveStop);
});

const main = async () => {
  await checkPorts(
    {
      PORT: ports.cms,
      SITE_PORT: ports.site,
      MAIL_PORT: ports.mail,
      SMTP_PORT: ports.smtp,
      CRM_PORT: ports.crm,
    },
    host,
  );
  await install(root);
  await buildPanel(root);
  const shop = await openShop({
    root,
    host,
    ports,
    dataDir,
    panel: true,
    onLog: (text) => process.env.VERBOSE && process.stderr.write(text),
  });
  const ended = new Promise((resolveEnd) => shop.cms.child.once('exit', (code) => resolveEnd({ code })));
  try {
    const { seedRing } = await import(
      pathToFileURL(join(root, 'examples', 'shop', 'seed', 'index.mjs')).href
    );
    await step('Filling the shop with customers', () => seedRing({ cmsUrl: shop.cms.url, dataDir }));
    console.log(addresses());
    const reason = await Promise.race([stopped, ended]);
    if (typeof reason === 'object') throw new Error(`Strapi ended by itself (${reason.code}).`);
    console.log('\nClosing the shop …');
  } finally {
    await shop.stop();
  }
};

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`\n${error.message}`);
    process.exit(1);
  },
);
