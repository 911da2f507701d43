// A real Strapi in a process of its own, so that a test can kill it. Everything it needs stands in the
// environment; its address goes to the parent as one message. Run by tests/support/strapi-process.mts.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');
const appDir = process.env.ATTUNE_TEST_APP ?? join(dirname(fileURLToPath(import.meta.url)), 'app');

const strapi = createStrapi({ appDir, distDir: appDir });
strapi.log.level = process.env.LOG_LEVEL ?? 'error';

// Strapi itself ends in order on SIGTERM.
process.on('disconnect', () => process.exit(1));

await strapi.load();
strapi.server.mount();
strapi.server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  process.send?.({ port: strapi.server.httpServer.address().port });
});
