// Which metrics explain what changed: robust scores, onset and a walk on the known graph.
export * from './dependency-walk.ts';
export * from './metric-name.ts';
export * from './ranking.ts';
export * from './shift-score.ts';
