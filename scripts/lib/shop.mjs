import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { startCms } from './cms.mjs';
import { startMailbox } from './mailbox.mjs';
import { step } from './progress.mjs';

const load = (root, ...path) => import(pathToFileURL(join(root, 'examples', ...path)).href);

/**
 * Opens the example shop: CRM sandbox, mailbox, CMS, website. What was started when one of them fails is ended
 * again; `stop` ends all of it, the last first.
 */
export const openShop = async ({ root, host = '127.0.0.1', ports, dataDir, panel, env, onLog }) => {
  mkdirSync(dataDir, { recursive: true });
  const started = [];
  const start = async (label, begin) => {
    const part = await step(label, begin);
    started.push(part);
    return part;
  };
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part.stop();
  };

  try {
    const crm = existsSync(join(root, 'examples', 'crm-sandbox', 'server.mjs'))
      ? await start('Opening the CRM sandbox', async () => {
          const { start: startCrm } = await load(root, 'crm-sandbox', 'server.mjs');
          const { stop, close, ...rest } = await startCrm({ port: ports.crm, host });
          return { ...rest, stop: stop ?? close };
        })
      : undefined;
    const mailbox = await start('Opening the mailbox', () =>
      startMailbox({ root, host, smtpPort: ports.smtp, pagePort: ports.mail, dataDir }),
    );
    const cms = await start('Starting Strapi', () =>
      startCms({ root, host, ports, dataDir, panel, env, onLog }),
    );
    const website = await start('Opening the website', async () => {
      const { startWebsite } = await load(root, 'shop', 'website', 'server.mjs');
      return startWebsite({
        port: ports.site,
        host,
        cmsUrl: cms.url,
        cmsPublicUrl: `http://localhost:${ports.cms}`,
      });
    });
    return { crm, mailbox, cms, website, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
