import { readdirSync } from 'node:fs';
import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * The architecture's import table (ARCHITECTURE.md), enforced: for each folder, which folders and files of `lib/` it may
 * import. The linter's patterns know no negation, so the complement is worked out from what is on disk.
 */
const mayImport: { files: string[]; lib: string[]; extensionApi: boolean; inPage?: boolean }[] = [
  { files: ['lib/errors/**'], lib: ['errors'], extensionApi: false },
  { files: ['lib/providers/**'], lib: ['errors', 'providers'], extensionApi: false },
  {
    files: ['lib/corrections/**'],
    lib: ['errors', 'corrections', 'providers/correction', 'providers/provider'],
    extensionApi: false,
  },
  {
    files: ['lib/tutor/**'],
    lib: [
      'errors',
      'corrections',
      'providers',
      'tutor',
      'settings/settings',
      'settings/interests',
      'settings/languages',
      'settings/address',
      'db/rows',
    ],
    extensionApi: false,
  },
  {
    files: ['lib/asides/**'],
    lib: ['errors', 'asides', 'corrections', 'db', 'providers', 'settings/settings', 'tutor', 'turn/judge-reply'],
    extensionApi: false,
  },
  {
    files: ['lib/idle/**'],
    lib: [
      'errors',
      'corrections',
      'db',
      'idle',
      'providers/provider',
      'providers/setup',
      'settings/settings',
      'settings/interests',
      'settings/languages',
      'tutor',
      'turn/history',
      'words/genders',
      'turn/judge-reply',
      'turn/openers',
      'turn/tutor-turn',
    ],
    extensionApi: false,
  },
  {
    files: ['lib/db/**'],
    lib: [
      'errors',
      'db',
      'corrections',
      'providers/provider',
      'providers/correction',
      'settings/languages',
      'tutor/token-bucket',
      'tutor/level/reply-check',
      'words',
    ],
    extensionApi: false,
  },
  {
    files: ['lib/backup/**'],
    lib: ['errors', 'backup', 'corrections/card', 'db', 'words', 'settings/settings'],
    extensionApi: false,
  },
  {
    files: ['lib/words/**'],
    lib: ['errors', 'words', 'db/word-rows', 'corrections/tokens', 'corrections/card', 'tutor/level'],
    extensionApi: false,
  },
  { files: ['lib/markdown/**'], lib: ['markdown'], extensionApi: false },
  {
    files: ['lib/speech/**'],
    lib: ['errors', 'speech', 'corrections/tokens', 'markdown/shown-text', 'settings/settings'],
    extensionApi: false,
  },
  {
    files: ['lib/anki/**'],
    lib: ['errors', 'anki', 'words', 'db/word-rows', 'settings/languages'],
    extensionApi: false,
  },
  {
    files: ['lib/word-files/**'],
    lib: [
      'errors',
      'anki',
      'backup/handover',
      'db/read/learnt-words',
      'db/word-rows',
      'desk',
      'providers/provider',
      'word-files',
      'words',
    ],
    extensionApi: false,
  },
  { files: ['lib/word-order/**'], lib: ['db/read/order-words', 'desk', 'word-order'], extensionApi: false },
  { files: ['lib/desk/**'], lib: ['errors', 'desk'], extensionApi: false },
  {
    files: ['lib/progress/**'],
    lib: [
      'errors',
      'corrections/recurring',
      'db/read',
      'db/word-rows',
      'desk',
      'progress',
      'providers/correction',
      'words/learning-day',
    ],
    extensionApi: false,
  },
  {
    files: ['lib/word-import/**'],
    lib: [
      'errors',
      'backup/handover',
      'db/word-rows',
      'db/write/import-words',
      'db/write/take-back-import',
      'word-files/word-list',
      'word-import',
    ],
    extensionApi: true,
  },
  {
    files: ['lib/settings/**'],
    lib: ['errors', 'settings', 'providers/provider', 'providers/setup'],
    extensionApi: true,
  },
  {
    files: ['lib/turn/**'],
    lib: [
      'errors',
      'db',
      'asides',
      'corrections',
      'settings/settings',
      'tutor',
      'turn',
      'words/use',
      'providers/provider',
      'providers/correction',
      'providers/setup',
    ],
    extensionApi: false,
  },
  {
    files: ['lib/turn/{client,view,protocol}.ts'],
    lib: ['errors', 'turn', 'db/rows'],
    extensionApi: false,
  },
  {
    files: ['lib/commands/**'],
    lib: [
      'errors',
      'asides',
      'backup',
      'anki',
      'db',
      'page/topic',
      'settings',
      'speech/server',
      'tutor',
      'commands',
      'word-import/importer',
      'providers/provider',
      'providers/correction',
    ],
    extensionApi: true,
  },
  {
    files: ['lib/page/**'],
    lib: [
      'errors',
      'page',
      'corrections/plain-text',
      'db',
      'providers/setup',
      'settings/settings',
      'tutor/tokens',
      'tutor/untrusted',
    ],
    extensionApi: true,
  },
  // It runs where nothing else of Patter is.
  { files: ['lib/page/page-text.ts'], lib: [], extensionApi: false, inPage: true },
  {
    files: ['lib/recognition/**'],
    lib: ['errors', 'recognition', 'corrections', 'settings/settings', 'tutor/level/core-list'],
    extensionApi: false,
  },
  { files: ['lib/reminder/**'], lib: ['reminder', 'db/rows'], extensionApi: true },
  { files: ['lib/platform/**'], lib: ['platform', 'speech'], extensionApi: true },
  { files: ['lib/i18n/**'], lib: ['i18n'], extensionApi: true },
  {
    files: ['server/**'],
    lib: ['errors', 'corrections', 'providers', 'tutor', 'settings/address', 'settings/languages'],
    extensionApi: false,
  },
  {
    files: ['components/**'],
    lib: [
      'errors',
      'i18n',
      'backup/format',
      'backup/handover',
      'backup/progress',
      'commands/request',
      'corrections',
      'commands/table',
      'db/read',
      'db/rows',
      'page/topic',
      'db/memory-rows',
      'db/word-rows',
      'desk',
      'progress',
      'words',
      'markdown',
      'word-files',
      'word-import/ledger',
      'word-order',
      'anki/note',
      'providers/guided/catalog',
      'providers/provider',
      'providers/setup',
      'recognition',
      'settings/address',
      'settings/interests',
      'settings/heard',
      'settings/key-owners',
      'settings/languages',
      'settings/restored-settings',
      'settings/settings',
      'settings/store',
      'speech/chunks',
      'speech/client',
      'speech/protocol',
      'speech/speakable',
      'tutor/help-lines',
      'tutor/lesson',
      'tutor/prompt-tokens',
      'tutor/scenes',
      'turn/client',
      'turn/protocol',
      'turn/view',
      'providers/correction',
    ],
    extensionApi: true,
  },
];

const modules = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|json)$/.test(path))
  .map((path) => path.replaceAll('\\', '/'));

const rooms = [...new Set(modules.map((path) => path.split('/')[0]))].join('|');

const literally = (path: string): string => path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const pageGlobals: ['error', ...string[]] = ['error', 'window', 'document', 'localStorage', 'sessionStorage'];

const folderRules = mayImport.map(({ files, lib, extensionApi, inPage = false }) => {
  const allowed = (path: string): boolean =>
    lib.some((place) => path.startsWith(`${place}/`) || path === `${place}.ts`);
  const forbidden = modules.filter((path) => !allowed(path)).map(literally);
  const ui = files.includes('components/**');
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^#lib/(${forbidden.join('|')})$`,
              message: `${files.join(', ')} may import of lib: ${lib.join(', ')}`,
            },
            {
              regex: String.raw`^(\.\./)+(lib|components|${rooms})/`,
              message: 'Other folders are reached through #lib/… and #components/….',
            },
            ...(files.includes('server/**')
              ? []
              : [{ regex: '^#server/', message: 'The extension speaks to a server, it holds none.' }]),
            ...(extensionApi
              ? []
              : [{ regex: '^wxt(/|$)', message: 'The tutor server runs this code too: no extension API.' }]),
            ...(ui
              ? []
              : [
                  {
                    regex: '^(react|react-dom|dexie-react-hooks)(/|$)|^#components/',
                    message: 'The worker has no user interface.',
                  },
                ]),
          ],
        },
      ],
      ...(ui || inPage ? {} : { 'no-restricted-globals': pageGlobals }),
      ...(inPage ? { 'no-restricted-globals': 'off', 'unicorn/consistent-function-scoping': 'off' } : {}),
    },
  } satisfies OxlintOverride;
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'import', 'react', 'jsx-a11y', 'promise', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  env: { builtin: true, browser: true, es2024: true },
  ignorePatterns: ['.output', '.wxt', 'node_modules'],
  rules: {
    eqeqeq: 'error',
    'import/no-cycle': 'error',
    // A log that scrolls has to be reachable by keyboard; a combobox with free text has no tag of its own.
    'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['log'] }],
    'jsx-a11y/prefer-tag-over-role': 'off',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'no-await-in-loop': 'off',
    'no-console': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    // Flow of control in worker code is by async functions; `then` is for what nobody waits for.
    'promise/always-return': 'off',
    'react/react-in-jsx-scope': 'off',
    // Dexie's `reverse` and the runtime port's `postMessage` are not the ones these rules mean.
    'unicorn/no-array-reverse': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    // TypeScript's noImplicitReturns says the same and knows that a switch is exhaustive.
    'typescript/consistent-return': 'off',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    // Spreading a string into code points is what these places want.
    'typescript/no-misused-spread': 'off',
    'typescript/no-non-null-assertion': 'error',
    // What was just parsed or checked by hand is told to the compiler by an assertion; zod does it for what comes from outside.
    'typescript/no-unsafe-type-assertion': 'off',
  },
  overrides: [
    ...folderRules,
    { files: ['scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
    // A test reads best with its small functions beside it, and what runs in a page has to bring its own along.
    {
      files: ['tests/**', 'bench/**'],
      rules: { 'typescript/unbound-method': 'off', 'unicorn/consistent-function-scoping': 'off' },
    },
    // Playwright reads a fixture's dependencies off its parameter, so one without any destructures nothing.
    { files: ['tests/e2e/**'], rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] } },
  ],
});
