/** A word for sh(1) that nothing in it can leave: `a'b` -> `'a'\''b'`. */
export const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

// What a program looks for; the rest of the host's environment is not the guest's.
const passed = ['PATH', 'HOME', 'LANG', 'TERM', 'USER', 'CI', 'NO_COLOR', 'NODE_OPTIONS'];

/** The script that the guest runs: the caller's folder and environment, then the command's own words, unchanged. */
export function commandScript(
  words: readonly string[],
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const exports = Object.entries(env)
    .filter(([name, value]) => value !== undefined && (passed.includes(name) || name.startsWith('AI_PERF_')))
    .map(([name, value]) => `export ${name}=${quote(value ?? '')}`);
  return [...exports, `cd ${quote(folder)} || exit 126`, `exec ${words.map(quote).join(' ')}`, ''].join('\n');
}
