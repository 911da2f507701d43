// Who may import whom. Each rule is shown to fire by tests/conformance/boundaries.test.ts.
const TEST = '\\.test\\.tsx?$';
const INNER = '^server/src/(?!strapi/|bin/|index)[^/]+/(?!strapi/)';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(plugin|server|admin|client)/', pathNot: TEST },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'plugin-is-pure',
      severity: 'error',
      comment: 'plugin/ imports itself, zod and luxon only',
      from: { path: '^plugin/src', pathNot: TEST },
      to: { pathNot: ['^plugin/src', '^node_modules/(zod|luxon|@types/luxon)/'] },
    },
    {
      name: 'zod-in-definitions-only',
      severity: 'error',
      from: {
        path: '^plugin/src',
        pathNot: ['(definition|schema|endpoints)\\.ts$', '/endpoints/', '/definitions?/', TEST],
      },
      to: { path: '^node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'luxon-in-time-only',
      severity: 'error',
      from: { path: '^plugin/src', pathNot: ['^plugin/src/time/', TEST] },
      to: { path: '^node_modules/(@types/)?luxon/' },
    },
    {
      name: 'client-is-light',
      severity: 'error',
      comment: "client/ imports itself and plugin's behaviours",
      from: { path: '^client/src', pathNot: TEST },
      to: { pathNot: ['^client/src', '^plugin/src'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'admin-stays-in-the-browser',
      severity: 'error',
      from: { path: '^admin/src', pathNot: TEST },
      to: { path: '^(server|client|tests|bench|examples)/' },
    },
    {
      name: 'inner-ring-knows-no-framework',
      severity: 'error',
      comment: 'a slice outside strapi/ imports no Strapi, Koa or Knex',
      from: { path: INNER, pathNot: TEST },
      to: { path: '^node_modules/(@strapi|koa|@koa|knex|@types/koa)/' },
    },
    {
      name: 'inner-ring-leaves-adapters-alone',
      severity: 'error',
      from: { path: INNER, pathNot: TEST },
      to: { path: ['^server/src/[^/]+/strapi/', '^server/src/strapi/'] },
    },
    {
      name: 'slices-meet-at-their-face',
      severity: 'error',
      comment: 'another slice is reached through its index.ts',
      from: { path: '^server/src/([^/]+)/', pathNot: [TEST, '^server/src/(strapi|bin)/'] },
      to: {
        path: '^server/src/[^/]+/',
        pathNot: ['^server/src/$1/', '^server/src/strapi/', '^server/src/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'plugin-slices-meet-at-their-face',
      severity: 'error',
      from: { path: '^plugin/src/([^/]+)/', pathNot: TEST },
      to: {
        path: '^plugin/src/[^/]+/.',
        pathNot: [
          '^plugin/src/$1/',
          '^plugin/src/[^/]+/index\\.ts$',
          'endpoints\\.ts$',
          'schema\\.ts$',
          'definition\\.ts$',
        ],
      },
    },
    {
      name: 'rim-meets-faces-and-adapters',
      severity: 'error',
      from: { path: '^server/src/strapi/', pathNot: TEST },
      to: {
        path: '^server/src/[^/]+/',
        pathNot: ['^server/src/strapi/', '^server/src/[^/]+/index\\.ts$', '^server/src/[^/]+/strapi/'],
      },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { path: '^(plugin|server|admin|client)/', pathNot: TEST },
      to: { path: '^(tests|bench|examples)/' },
    },
    {
      name: 'templates-import-nothing',
      severity: 'error',
      from: { path: '^templates/' },
      to: { path: '^(plugin|server|admin|client)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
