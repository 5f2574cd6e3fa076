// Targets that run once for the whole tree. One by one over some thirty packages they take 4 to 13 times as long.

/** build, lint, test and typecheck of the root project. */
export function rootTargets() {
  return {
    build: {
      command: 'node tools/workspace/whole-build.mjs',
      cache: true,
      inputs: ['builtCode', 'sharedGlobals', 'compilers'],
      outputs: [
        '{workspaceRoot}/docs/dist',
        '{workspaceRoot}/libs/*/*/dist',
        '{workspaceRoot}/native/*/{dist,build}',
        '{workspaceRoot}/stages/*/*/dist',
        '{workspaceRoot}/tools/*/dist',
      ],
    },
    lint: {
      command: 'node tools/checks/src/lint.mjs',
      cache: true,
      inputs: [
        'workspaceCode',
        'sharedGlobals',
        { runtime: 'bash tools/nx-plugin/src/toolchain.sh format' },
        // Lint reads the messages of the log, too.
        { runtime: 'git rev-parse --verify -q HEAD || echo none' },
      ],
      outputs: [],
    },
    // Validation measures this machine, now: a cached pass would prove nothing.
    test: { command: 'node tools/checks/src/test-run.mjs', cache: false },
  };
}
