import { fileURLToPath } from 'node:url';

// Every lib is pure unless it is named here: a new lib is guarded from birth. The same list is in eslint.config.mjs.
const IMPURE_LIBS = 'alarms|demo|documents|dto|engine|event-store|identity|office|read-models|security-log';
const PURE = `^libs/(?!(?:${IMPURE_LIBS})/)[^/]+/src/`;
const IMPURE = `^libs/(?:${IMPURE_LIBS})/`;
const TEST_CODE = '\\.(?:spec|testing)\\.ts$|/spec-support\\.ts$|/src/contract(?:/|\\.ts$)';

/** For each rule, test/architecture/samples has a small tree that breaks it, and it alone. */
const forbidden = [
  {
    name: 'kernel-imports-nothing',
    comment: 'Everything rests on the kernel.',
    from: { path: '^libs/kernel/src/', pathNot: TEST_CODE },
    to: { pathNot: '^libs/kernel/src/' },
  },
  {
    name: 'pure-libs-stay-pure',
    comment: 'What decides may not reach a store, a timer or an application, directly or through others.',
    from: { path: PURE, pathNot: TEST_CODE },
    to: { path: `${IMPURE}|^apps/|^test/`, reachable: true },
  },
  {
    name: 'pure-libs-use-no-node',
    comment: 'No clock, files, randomness: the caller passes them in.',
    from: { path: PURE, pathNot: [TEST_CODE, '^libs/kernel/'] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'pure-libs-use-no-package',
    comment: 'data-files validates JSON by ajv; nothing else is needed.',
    from: { path: PURE, pathNot: [TEST_CODE, '^libs/kernel/'] },
    to: { path: 'node_modules/', pathNot: 'node_modules/ajv/' },
  },
  {
    name: 'ajv-only-in-data-files',
    comment: 'One place that reads JSON written by people.',
    from: { pathNot: '^libs/data-files/' },
    to: { path: 'node_modules/ajv/' },
  },
  {
    name: 'libs-have-one-door',
    comment: 'A lib is entered through its src/index.ts; helpers of tests are not behind it.',
    from: { path: '^libs/([^/]+)/' },
    to: {
      path: '^libs/[^/]+/',
      pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$', '\\.testing\\.ts$', '/frozen-fixtures\\.ts$'],
    },
  },
  {
    name: 'apps-and-tests-use-the-door',
    comment: 'A lib is entered through its src/index.ts.',
    from: { pathNot: '^libs/' },
    to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
  },
  {
    name: 'sql-only-in-stores',
    comment: 'The adapters own their tables.',
    from: { path: '^(apps|libs)/', pathNot: '^libs/(event-store|identity|read-models)/' },
    to: { path: 'node_modules/(@types/)?(better-sqlite3|pg|kysely)/' },
  },
  {
    name: 'redis-only-in-alarms',
    comment: 'Redis is an alarm clock that may be lost; nothing else may come to rest on it.',
    from: { path: '^(apps|libs)/', pathNot: '^libs/alarms/' },
    to: { path: 'node_modules/(bullmq|ioredis)/' },
  },
  {
    name: 'nest-only-in-apps',
    comment: 'The libs work without a framework.',
    from: { path: '^libs/' },
    to: { path: 'node_modules/@nestjs/' },
  },
  {
    name: 'dto-is-a-shape',
    comment: 'What is said with a command, and the rules of its fields: neither HTTP nor anything that runs.',
    from: { path: '^libs/dto/src/', pathNot: TEST_CODE },
    to: {
      path: [IMPURE, '^apps/', 'node_modules/(?!class-validator/|class-transformer/|reflect-metadata/|ajv/)'],
      pathNot: '^libs/dto/',
      reachable: true,
    },
  },
  {
    name: 'back-office-loads-no-framework',
    comment: 'Its thread neither needs HTTP nor has the memory to spare.',
    from: { path: '^apps/api/src/back-office/', pathNot: TEST_CODE },
    to: { path: 'node_modules/(@nestjs|@?fastify|class-validator|class-transformer|rxjs)/', reachable: true },
  },
  {
    name: 'window-asks-the-back-office',
    comment: 'What is behind the seam may run in another thread: nothing in front of it touches an engine or a screen.',
    from: { path: '^apps/api/src/', pathNot: ['^apps/api/src/back-office/', TEST_CODE] },
    to: { path: '^apps/api/src/back-office/', pathNot: '/back-office/(back-office|start-thread)\\.ts$' },
  },
  {
    name: 'libs-do-not-know-apps',
    comment: 'Dependencies point inwards.',
    from: { path: '^libs/' },
    to: { path: '^(apps|test)/' },
  },
  {
    name: 'apps-do-not-know-each-other',
    comment: 'What two applications share is a lib.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'cli-uses-libs-only',
    comment: 'The command line is a thin shell around the engine.',
    from: { path: '^apps/cli/', pathNot: TEST_CODE },
    to: { path: 'node_modules/' },
  },
  {
    name: 'no-development-packages',
    comment: 'What runs must be there after npm ci --omit=dev.',
    from: { path: '^(apps|libs)/', pathNot: TEST_CODE },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  },
  {
    name: 'no-cycles',
    comment: 'Two files that need each other, be it for a type, are one file, or three.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-test-code-in-production',
    comment: 'Helpers of tests may read files and the clock; what runs may not.',
    from: { path: '^(apps|libs)/', pathNot: TEST_CODE },
    to: { path: TEST_CODE },
  },
  {
    name: 'everything-resolves',
    comment: 'An import that is not followed is an import that is not checked.',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/architecture/samples/' },
    tsPreCompilationDeps: true,
    // Not the tsconfig.json of where it runs: the samples have none.
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.json', import.meta.url)) },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
