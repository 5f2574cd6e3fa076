// Pure layers compute: no file, no process, no network, no clock, no chance. What they need is handed to them.
import { builtinModules } from 'node:module';

const hint = 'core, analysis and view packages are pure: take it as an argument';

// Globals by which a module would reach the host. `globalThis` is the back door to all of them.
const globals = [
  'process', 'console', 'fetch', 'performance', 'crypto', 'navigator', 'globalThis', 'global', 'require', 'WebSocket',
  'XMLHttpRequest', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate',
];

const properties = [
  { object: 'Date', property: 'now' },
  { object: 'Math', property: 'random' },
  { object: 'Atomics', property: 'wait' },
];

const syntax = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', what: 'new Date() reads the clock' },
  { selector: 'CallExpression[callee.name="Date"]', what: 'Date() reads the clock' },
  { selector: 'ImportExpression', what: 'import() loads at run time, past the walls' },
  { selector: 'MetaProperty[meta.name="import"]', what: 'import.meta tells where the file lies' },
];

/** Rules for the sources of libs/core, libs/analysis and libs/views; their tests are free. */
export const purityRules = {
  'no-restricted-globals': ['error', ...globals.map((name) => ({ name, message: hint }))],
  'no-restricted-properties': ['error', ...properties.map((access) => ({ ...access, message: hint }))],
  'no-restricted-syntax': ['error', ...syntax.map(({ selector, what }) => ({ selector, message: `${what}: ${hint}` }))],
};

/** Patterns of modules that no pure package may import: every built-in of Node, with and without its prefix. */
export const impureModules = [
  { regex: '^node:', message: hint },
  { regex: `^(${builtinModules.join('|')})(/.*)?$`, message: hint },
];
