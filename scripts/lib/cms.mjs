import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PATIENCE_MS = 15_000;

/** Starts Strapi and resolves when it answers; throws with the end of its log when it does not come up. */
export const startCms = ({ root, host, ports, dataDir, panel, env = {}, onLog = () => {} }) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'examples', 'shop', 'cms.mjs')], {
      cwd: join(root, 'examples', 'shop'),
      // A group of its own: Ctrl-C in the terminal reaches us, and we end it in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        STRAPI_TELEMETRY_DISABLED: 'true',
        STRAPI_HIDE_STARTUP_MESSAGE: 'true',
        HOST: host,
        PORT: String(ports.cms),
        SITE_PORT: String(ports.site),
        SMTP_PORT: String(ports.smtp),
        CRM_PORT: String(ports.crm),
        DATA_DIR: dataDir,
        SERVE_ADMIN: String(panel),
        ...env,
      },
    });
    let log = '';
    const keep = (chunk) => {
      log = (log + chunk).slice(-8_000);
      onLog(String(chunk));
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Strapi ended (${code}) before it was up.\n${log}`)));
    child.once('message', () => {
      child.removeAllListeners('exit');
      resolve({ url: `http://127.0.0.1:${ports.cms}`, child, stop: () => end(child) });
    });
  });

const end = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
