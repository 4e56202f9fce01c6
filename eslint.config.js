import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { batchscope } from './scripts/rooms-rule.mjs';

const newWorker = {
  selector: 'NewExpression[callee.name=/^(Shared)?Worker$/]',
  message: 'Only src/worker/client starts workers.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      'dist/**',
      '.cache/**',
      'test-results/**',
      'playwright-report/**',
      'public/datasets/**',
      'src/engine/cpu/{assembly,generated}/**',
    ],
  },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { batchscope },
    rules: {
      'batchscope/rooms': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness comes from a seed (science/random.ts).' },
      ],
      'no-restricted-syntax': ['error', newWorker],
    },
  },
  {
    files: ['src/worker/client/**/*.ts', 'src/worker/client.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/{state,ui,faces}/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['*.js', '*.ts', '{scripts,bench}/**/*.{js,mjs,ts}', 'tests/{e2e,tooling}/**/*.ts'],
    languageOptions: { globals: globals.node },
  },
  {
    // Functions handed to a page run in the browser.
    files: ['{scripts,bench,tests/others}/**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    // Playwright's fixtures take an object pattern, empty when they need nothing.
    files: ['tests/e2e/**/*.ts'],
    rules: { 'no-empty-pattern': 'off' },
  },
  { files: ['public/**/*.js'], languageOptions: { globals: globals.browser } },
);
