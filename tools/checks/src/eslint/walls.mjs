// The layer table of ARCHITECTURE.md. A package's tag comes from its path (tools/nx-plugin), so the table cannot be
// talked round. Lint must be run by `nx run`: plain eslint reads the project graph of the last Nx run, and lets a
// forbidden import pass when that is stale.
// see: https://nx.dev/docs/features/enforce-module-boundaries

// Same layer: libraries may stand on each other (without cycles); facilities, addons and tools may not.
// `external` is the whole list of third-party packages that a layer's sources may import; adding one is a decision.
const table = [
  { layer: 'core', mayImport: ['core'], external: ['zod', 'commander'] },
  { layer: 'native', mayImport: ['core'], external: [] },
  { layer: 'source', mayImport: ['core', 'native'], external: [] },
  { layer: 'analysis', mayImport: ['core', 'analysis'], external: [] },
  { layer: 'view', mayImport: ['core', 'analysis', 'view'], external: ['d3-*'] },
  { layer: 'tool', mayImport: ['core', 'source', 'analysis', 'view'], external: ['zod'] },
  { layer: 'agent', mayImport: ['core', 'native', 'source', 'analysis', 'view', 'tool', 'agent'], external: ['zod'] },
];
// Not shipped: benches, builders and the site may import anything that is not theirs to be imported by.
const free = ['tooling', 'docs', 'root', 'bpf', 'kernel-module'];

// Read by relative path: Nx and eslint load them before any package is known.
const beforeInstall = ['(^|/)workspace/packages[.]mjs$', '^[.]/tools/checks/src/eslint/[a-z]+[.]mjs$'];

const tag = (layer) => `layer:${layer}`;

// A test may also use the workloads and recorders of tools/, and any package of the test bed.
const constraint = ({ layer, mayImport, external }, isTest) => ({
  sourceTag: tag(layer),
  onlyDependOnLibsWithTags: [...mayImport, ...(isTest ? ['tooling'] : [])].map(tag),
  ...(isTest ? {} : { allowedExternalImports: external }),
});

const freeConstraint = (layer) => ({ sourceTag: tag(layer), onlyDependOnLibsWithTags: ['*'] });

/** Options of `@nx/enforce-module-boundaries` for sources, or for tests. */
export function wallOptions({ isTest }) {
  return {
    allow: beforeInstall,
    // `await import()` is how a tool is kept out of the start-up of the others; it is no wall.
    checkDynamicDependenciesExceptions: ['.*'],
    depConstraints: [...table.map((row) => constraint(row, isTest)), ...free.map(freeConstraint)],
  };
}
