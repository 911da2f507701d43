// A Strapi of its own with an administrator, that tells of its memory and of the longest time its loop was held.
const { readFileSync } = require('node:fs');
const { createStrapi } = require('@strapi/strapi');

const { BENCH_APP: appDir, BENCH_EMAIL: email, BENCH_PASSWORD: password } = process.env;

/** Milliseconds that the loop's own thread has run: other programs on the machine do not count. */
const thread = `/proc/self/task/${process.pid}/schedstat`;
const ran = () => Number(readFileSync(thread, 'utf8').split(' ')[0]) / 1e6;

let longest = 0;
let peak = 0;
let before = ran();
const turn = () => {
  const now = ran();
  longest = Math.max(longest, now - before);
  before = now;
  setTimeout(turn, 1);
};
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};

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
  turn();
  setInterval(look, 20);
  process.on('disconnect', () => process.exit(1));
  process.on('message', () => {
    look();
    process.send({ longest, peak });
    longest = 0;
    peak = 0;
  });
  strapi.server.listen(0, '127.0.0.1', () => {
    process.send({ port: strapi.server.httpServer.address().port });
  });
};

void run();
