// npm run new -- libs/analysis/rates "Turns counters into rates"
// Lays the files that every package has. What a package imports is filled in by `npm run sync`.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerOf, nameOf, root, sourceRootOf } from './packages.mjs';

const [folder, summary] = process.argv.slice(2);
const layer = folder === undefined ? null : layerOf(folder);
if (layer === null || summary === undefined) {
  console.error('usage: npm run new -- FOLDER "ONE SENTENCE"');
  console.error('FOLDER is libs/{core,sources,analysis,views}/NAME, native/NAME, stages/N-TITLE/NAME or tools/NAME');
  process.exit(2);
}
if (existsSync(join(root, folder, 'package.json'))) {
  console.error(`${folder} is a package already`);
  process.exit(2);
}

const up = folder.split('/').map(() => '..').join('/');
const source = sourceRootOf(folder);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const files = {
  'package.json': json({
    name: nameOf(folder),
    version: '0.1.0',
    private: true,
    description: summary,
    license: 'MIT',
    type: 'module',
    ...(layer === 'native' ? { gypfile: false } : {}),
    exports: {
      '.': {
        '@ai-perf/source': `./${source}/index.ts`,
        types: './dist/index.d.ts',
        default: './dist/index.js',
      },
    },
  }),
  'tsconfig.json': json({
    extends: `${up}/tsconfig.base.json`,
    compilerOptions: { rootDir: source, outDir: 'dist', tsBuildInfoFile: 'dist/.tsbuildinfo' },
    include: [`${source}/**/*.ts`],
    exclude: [`${source}/**/*.test.ts`],
    references: [],
  }),
  'README.md': `# ${nameOf(folder)}\n\n${summary}.\n`,
  [`${source}/index.ts`]: `// ${summary}.\nexport {};\n`,
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(join(root, folder, source), { recursive: true });
  writeFileSync(join(root, folder, name), text);
}
console.log(`${folder}: ${layer} package ${nameOf(folder)}; run npm run sync after its first imports`);
