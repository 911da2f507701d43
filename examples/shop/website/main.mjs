// Runs the website alone, against a CMS that is already up: `npm run website`.
import { startWebsite } from './server.mjs';

const { url } = await startWebsite({
  port: Number(process.env.SITE_PORT ?? 3000),
  cmsUrl: process.env.CMS_URL ?? `http://localhost:${process.env.PORT ?? 1337}`,
});
console.log(`The shop is open at ${url}`);
