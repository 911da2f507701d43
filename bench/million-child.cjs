// A Strapi of its own with an administrator, that tells of its memory and of how long its loop was held.
const { readFileSync } = require('node:fs');
const { monitorEventLoopDelay, PerformanceObserver } = require('node:perf_hooks');
const { setImmediate: immediate, setTimeout: sleep } = require('node:timers/promises');
const { createStrapi } = require('@strapi/strapi');

const { BENCH_APP: appDir, BENCH_EMAIL: email, BENCH_PASSWORD: password } = process.env;
/** Holds longer than this, in milliseconds, are told of with the statements that ran in them. Unset: none. */
const TOLD = Number(process.env.BENCH_HOLDS ?? Infinity);

/** Milliseconds that the loop's own thread has run, by the kernel's ticks: other programs on the machine do not count. */
const thread = `/proc/self/task/${process.pid}/schedstat`;
const ran = () => Number(readFileSync(thread, 'utf8').split(' ')[0]) / 1e6;

const delay = monitorEventLoopDelay({ resolution: 5 });
let holds = [];
let peak = 0;
/** The longest pause of the collector, in milliseconds: it is among the holds, and no code of anybody's. */
let pause = 0;
let pauses = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    pause = Math.max(pause, duration);
    if (TOLD < Infinity) pauses.push({ startTime, duration });
  }
}).observe({ entryTypes: ['gc'] });
/** Milliseconds that the process has run, to the microsecond: the collector's helpers are in it. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
let before = spent();
let beforeWall = performance.now();
let statements = [];

const sumOf = (numbers) => numbers.reduce((sum, one) => sum + one, 0).toFixed(0);

/** The collector's pauses are told of a moment after they were. */
const tell = async (hold, from, to, asked) => {
  await sleep(50);
  const slow = [...asked].sort((a, b) => b.ms - a.ms).slice(0, 8);
  const mine = pauses.filter(({ startTime }) => startTime >= from && startTime < to);
  console.error(
    `\n--- ${hold.toFixed(0)} ms (${(to - from).toFixed(0)} on the wall): ` +
      `${asked.length} statements of ${sumOf(asked.map(({ ms }) => ms))} ms, ` +
      `${mine.length} pauses of the collector of ${sumOf(mine.map(({ duration }) => duration))} ms`,
  );
  for (const { sql, ms } of slow) console.error(`    ${ms.toFixed(1)} ms ${sql.slice(0, 220)}`);
};

const turn = () => {
  const now = spent();
  const wall = performance.now();
  const hold = Math.min(now - before, wall - beforeWall);
  holds.push(hold);
  if (hold > TOLD) void tell(hold, beforeWall, wall, statements);
  if (pauses.length > 1_000) pauses = pauses.slice(-100);
  statements = [];
  before = now;
  beforeWall = wall;
  setTimeout(turn, 1);
};
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};

/** SQLite answers while the loop waits: what a statement took is what its call took. */
const watchStatements = ({ prototype }) => {
  const { prepare } = prototype;
  prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    for (const way of ['all', 'run', 'get']) {
      const ask = statement[way].bind(statement);
      statement[way] = (...bound) => {
        const from = performance.now();
        const answer = ask(...bound);
        statements.push({ sql, ms: performance.now() - from });
        return answer;
      };
    }
    return statement;
  };
};

const work = (turns) => {
  let sum = 0;
  for (let turn = 0; turn < turns; turn += 1) sum = (sum * 31 + turn) | 0;
  return sum;
};

/**
 * Nothing but arithmetic, always as much of it between two breaths: how long the machine itself holds a loop that does
 * its work in slices.
 */
const plainWork = async (sliceMs, forMs) => {
  const PROBE = 1_000_000;
  const probes = [];
  for (let count = 0; count < 51; count += 1) {
    const from = performance.now();
    work(PROBE);
    probes.push(performance.now() - from);
    await immediate();
  }
  probes.sort((a, b) => a - b);
  const turns = Math.round((PROBE * sliceMs) / probes[25]);
  for (const end = performance.now() + forMs; performance.now() < end; await immediate()) work(turns);
};

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const run = async () => {
  if (TOLD < Infinity) watchStatements(require('better-sqlite3'));
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
  turn();
  delay.enable();
  setInterval(look, 20);
  process.on('disconnect', () => process.exit(1));
  process.on('message', (asked) => {
    if (asked.plain) return void plainWork(asked.sliceMs, asked.forMs).then(() => process.send('done'));
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
