// A Strapi of its own for a benchmark: seeds a page, tells its port, and its CPU time and memory when asked.
const { createStrapi } = require('@strapi/strapi');

const appDir = process.env.BENCH_APP;
const ours = process.env.BENCH_TARGETED === 'true';
const SEGMENTS = 50;

const audience = (index) =>
  ours
    ? {
        audience: {
          key: '',
          show: ['everyone', 'only', 'except'][index % 3],
          segments: index % 3 === 0 ? [] : [`s${index}`, `s${(index * 7) % SEGMENTS}`],
        },
      }
    : {};

const run = async () => {
  const strapi = createStrapi({ appDir, distDir: appDir });
  strapi.log.level = 'error';
  await strapi.load();
  strapi.server.mount();
  const listening = new Promise((resolve) => strapi.server.listen(0, '127.0.0.1', resolve));
  await listening;
  const { port } = strapi.server.httpServer.address();
  // Who measures comes back to each when the other has had its turn, however long that took.
  strapi.server.httpServer.keepAliveTimeout = 0;

  const picture = await strapi.db.query('plugin::upload.file').create({
    data: {
      name: 'picture.png',
      alternativeText: 'A picture of it',
      hash: 'picture',
      ext: '.png',
      mime: 'image/png',
      size: 12.5,
      url: '/uploads/picture.png',
      provider: 'local',
      folderPath: '/',
      formats: Object.fromEntries(
        ['thumbnail', 'small', 'medium', 'large'].map((size) => [
          size,
          {
            name: size,
            hash: size,
            ext: '.png',
            mime: 'image/png',
            width: 750,
            height: 400,
            size: 25.4,
            url: `/uploads/${size}.png`,
          },
        ]),
      ),
    },
  });
  const block = (index, rule = audience(index)) => ({
    __component: 'blocks.feature',
    title: `Feature ${index}`,
    text: 'Some words about it. '.repeat(12),
    picture: picture.id,
    cards: [0, 1, 2].map((card) => ({ label: `Card ${card} of ${index}` })),
    seo: { description: `About ${index}`, picture: picture.id },
    ...rule,
  });
  const twelve = (make) => Array.from({ length: 12 }, (_, index) => make(index));
  const data = { title: 'Bench', slug: 'bench', blocks: twelve((index) => block(index)) };
  const open = { title: 'Open', slug: 'open', blocks: twelve((index) => block(index, {})) };
  await strapi.documents('api::page.page').create({ status: 'published', data: open });
  for (const uid of ['api::page.page', 'api::article.article']) {
    await strapi.documents(uid).create({ status: 'published', data });
  }
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  for (const action of ['api::page.page.find', 'api::article.article.find']) {
    await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } });
  }
  if (ours) {
    const admin = await strapi.service('admin::role').getSuperAdmin();
    const login = { email: 'bench@example.com', password: 'Bench-admin-1' };
    await strapi
      .service('admin::user')
      .create({ ...login, firstname: 'B', lastname: 'B', isActive: true, roles: [admin.id] });
    const post = async (path, body, headers = {}) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    };
    const { data: session } = await post('/admin/login', login);
    for (let index = 0; index < SEGMENTS; index += 1) {
      await post(
        '/attune/segments',
        {
          name: `Segment ${index}`,
          key: `s${index}`,
          condition: { kind: 'trait', where: { group: { $in: [index, (index + 17) % SEGMENTS] } } },
        },
        { authorization: `Bearer ${session.accessToken ?? session.token}` },
      );
    }
  }
  process.send({ port });
  process.on('message', (asked) => {
    if (asked === 'gc') global.gc?.();
    const { user, system } = process.cpuUsage();
    process.send({
      cpu: user + system,
      rss: process.memoryUsage().rss,
      heap: process.memoryUsage().heapUsed,
    });
  });
};

void run();
