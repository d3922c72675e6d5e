import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

// Every lib is pure unless it is named here: a new lib is guarded from birth. The same list is in .dependency-cruiser.mjs.
const IMPURE_LIBS = [
  'alarms',
  'demo',
  'documents',
  'dto',
  'engine',
  'event-store',
  'identity',
  'office',
  'read-models',
  'security-log',
];
const TEST_CODE = ['**/*.spec.ts', '**/*.testing.ts', '**/spec-support.ts', 'libs/*/src/contract.ts', 'libs/*/src/contract/**'];

const IN_PROCESS_EVENTS = {
  name: '@nestjs/cqrs',
  importNames: ['AggregateRoot', 'EventBus', 'EventPublisher', 'Saga'],
  message: 'In memory, concurrent and lossy: events go through the event store (docs/adr).',
};

const outsideWorld = 'A pure lib gets the time, ids and data as arguments.';
const inPureLibs = (name) => ({ name, message: outsideWorld });
const LOCAL_TIME = '/^(get(FullYear|Month|Date|Day|Hours|Minutes|Seconds|TimezoneOffset)|toLocale(Date|Time)?String)$/';

export default tseslint.config(
  { ignores: ['dist*/', 'coverage/', 'data/', 'test/architecture/samples/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', performance: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: process.cwd() } },
    rules: {
      'no-restricted-imports': ['error', { paths: [IN_PROCESS_EVENTS] }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Escaping control characters is what our expressions with control characters are for.
      'no-control-regex': 'off',
      // Ports are closures, not classes: their methods have no `this` to lose, and one may be synchronous inside.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      // What a callback has changed meanwhile counts as unchanged for the compiler's narrowing.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Slow, and never at fault here.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A type parameter for the answer alone names the rows of a query or of a file.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    // DTOs are classes that are used as plain shapes.
    files: ['apps/api/**/*.ts'],
    rules: { '@typescript-eslint/no-misused-spread': 'off' },
  },
  {
    files: ['libs/*/src/**/*.ts'],
    ignores: [...IMPURE_LIBS.map((lib) => `libs/${lib}/**`), ...TEST_CODE],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [IN_PROCESS_EVENTS, ...builtinModules.map(inPureLibs)],
          patterns: [{ group: ['node:*'], message: outsideWorld }],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'performance', 'crypto', 'fetch', 'globalThis', 'global', 'Buffer', 'console'].map(inPureLibs),
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map(inPureLibs),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: outsideWorld },
        { object: 'Math', property: 'random', message: outsideWorld },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: outsideWorld },
        { selector: 'CallExpression[callee.name="Date"]', message: outsideWorld },
        { selector: 'ImportExpression', message: outsideWorld },
        {
          selector: `MemberExpression[property.name=${LOCAL_TIME}]`,
          message: 'This reads the time zone of the process; use the UTC methods or #kernel.',
        },
      ],
    },
  },
  {
    files: [...TEST_CODE, 'test/**/*.ts'],
    rules: {
      // expect.any() and its kin are typed any; a test says by `!` what it has just asserted.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
);
