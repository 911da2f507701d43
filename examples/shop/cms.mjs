// Strapi in a process of its own. It tells its parent when it listens, and ends when the parent is gone.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

// Strapi's ES modules import folders, which Node refuses: its CommonJS build is the one that runs everywhere.
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');
const appDir = dirname(fileURLToPath(import.meta.url));

process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));

const strapi = createStrapi({ appDir, distDir: appDir });
strapi.log.level = process.env.LOG_LEVEL ?? 'warn';
await strapi.start();
process.send?.({ port: strapi.server.httpServer.address().port });
