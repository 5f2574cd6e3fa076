// Runs a built entry of this package, or says how to build it.
import { existsSync } from 'node:fs';

export async function startBuilt(name) {
  const built = new URL(`../dist/${name}`, import.meta.url);
  if (existsSync(built)) return import(built.href);
  console.error('not built yet: tools/bench/dist is missing\n  try: npm run build');
  process.exitCode = 3;
  return null;
}
