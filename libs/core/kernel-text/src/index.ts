// Pure reading of the text formats that /proc, /sys and cgroup files share.
export { decimal, fraction } from './decimal.ts';
export { completeLines, fieldsOf } from './lines.ts';
export { parseCountTable } from './count-table.ts';
export { parsePressure } from './pressure.ts';
export { parseMountInfo, unescapeOctal } from './mount-info.ts';
export type { MountEntry } from './mount-info.ts';
export { kernelFileProblem, malformed } from './problems.ts';
export type { FileOwner } from './problems.ts';
