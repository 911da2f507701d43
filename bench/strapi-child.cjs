// A Strapi of its own for a benchmark: seeds a page, tells its port, and its CPU time when asked.
const { createStrapi } = require('@strapi/strapi');

const appDir = process.env.BENCH_APP;
const targeted = process.env.BENCH_TARGETED === 'true';

const audience = (index) =>
  targeted
    ? { audience: { key: '', show: ['everyone', 'only', 'except'][index % 3], segments: ['vip'] } }
    : {};

const block = (index) =>
  index % 4 === 3
    ? {
        __component: 'blocks.grid',
        title: `Grid ${index}`,
        cards: [0, 1, 2].map((card) => ({ label: `Card ${card} of ${index}` })),
        ...audience(0),
      }
    : {
        __component: 'blocks.hero',
        title: `Hero ${index}`,
        text: 'Some words about it. '.repeat(12),
        ...audience(index),
      };

const run = async () => {
  const strapi = createStrapi({ appDir, distDir: appDir });
  strapi.log.level = 'error';
  await strapi.load();
  strapi.server.mount();
  await strapi.documents('api::page.page').create({
    status: 'published',
    data: { title: 'Bench', slug: 'bench', blocks: Array.from({ length: 12 }, (_, index) => block(index)) },
  });
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  await strapi.db
    .query('plugin::users-permissions.permission')
    .create({ data: { action: 'api::page.page.find', role: role.id } });
  strapi.server.listen(0, '127.0.0.1', () => {
    process.send({ port: strapi.server.httpServer.address().port });
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system });
  });
};

void run();
