// A Strapi of its own with an administrator, that tells of its memory and of how long its loop was held.
const { readFileSync } = require('node:fs');
const { monitorEventLoopDelay, PerformanceObserver } = require('node:perf_hooks');
const { createStrapi } = require('@strapi/strapi');

const { BENCH_APP: appDir, BENCH_EMAIL: email, BENCH_PASSWORD: password } = process.env;
/** Holds longer than this, in milliseconds, are told of with the statements that ran in them. Unset: none. */
const TOLD = Number(process.env.BENCH_HOLDS ?? Infinity);

/** Milliseconds that the loop's own thread has run: other programs on the machine do not count. */
const thread = `/proc/self/task/${process.pid}/schedstat`;
const ran = () => Number(readFileSync(thread, 'utf8').split(' ')[0]) / 1e6;

const delay = monitorEventLoopDelay({ resolution: 5 });
let holds = [];
let peak = 0;
/** The longest pause of the collector, in milliseconds: it is among the holds, and no code of anybody's. */
let pause = 0;
new PerformanceObserver((list) => {
  for (const { duration, detail } of list.getEntries()) {
    pause = Math.max(pause, duration);
    if (duration > TOLD / 2)
      console.error(`    the collector: ${duration.toFixed(0)} ms, kind ${detail.kind}`);
  }
}).observe({ entryTypes: ['gc'] });
let before = ran();
let beforeWall = performance.now();
let statements = [];

const tell = (hold, wall) => {
  const slow = [...statements].sort((a, b) => b.ms - a.ms).slice(0, 5);
  console.error(
    `\n--- ${hold.toFixed(0)} ms (${wall.toFixed(0)} on the wall), ${statements.length} statements of ${statements.reduce((sum, { ms }) => sum + ms, 0).toFixed(0)} ms`,
  );
  for (const { sql, ms } of slow) console.error(`    ${ms.toFixed(1)} ms ${sql.slice(0, 220)}`);
};

const turn = () => {
  const now = ran();
  const wall = performance.now();
  const hold = now - before;
  holds.push(hold);
  if (hold > TOLD) tell(hold, wall - beforeWall);
  statements = [];
  before = now;
  beforeWall = wall;
  setTimeout(turn, 1);
};
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};

/** SQLite answers while the loop waits: what a statement took is what its call took. */
const watchStatements = ({ constructor: { prototype } }) => {
  const query = prototype._query;
  prototype._query = function (connection, asked) {
    const from = performance.now();
    const answer = query.call(this, connection, asked);
    statements.push({ sql: asked.sql, ms: performance.now() - from });
    return answer;
  };
};

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const run = async () => {
  const strapi = createStrapi({ appDir, distDir: appDir });
  strapi.log.level = 'error';
  await strapi.load();
  strapi.server.mount();
  const users = strapi.service('admin::user');
  if (!(await users.exists({ email }))) {
    const role = await strapi.service('admin::role').getSuperAdmin();
    const person = { email, password, firstname: 'Bench', lastname: 'Admin', isActive: true };
    await users.create({ ...person, registrationToken: null, roles: [role.id] });
  }
  if (TOLD < Infinity) watchStatements(strapi.db.connection.client);
  turn();
  delay.enable();
  setInterval(look, 20);
  process.on('disconnect', () => process.exit(1));
  process.on('message', () => {
    look();
    const sorted = holds.sort((a, b) => a - b);
    const [longest, usual] = [sorted.at(-1) ?? 0, share(sorted, 0.99)];
    process.send({ longest, usual, pause, wall: delay.max / 1e6, peak, ran: ran() });
    holds = [];
    pause = 0;
    peak = 0;
    delay.reset();
  });
  strapi.server.listen(0, '127.0.0.1', () => {
    process.send({ port: strapi.server.httpServer.address().port });
  });
};

void run();
