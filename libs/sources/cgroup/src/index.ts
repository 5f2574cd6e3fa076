// Reads control groups, version 1, 2 and both: CPU bandwidth, memory limits, pressure, membership.
export { findTrees, folderOf, readTrees } from './trees.ts';
export type { CgroupTree } from './trees.ts';
export { parseMembership, pathIn, readMembership } from './membership.ts';
export type { Membership } from './membership.ts';
export { containerOf } from './container.ts';
export type { Container } from './container.ts';
export { walkTree } from './walk.ts';
export type { Group, Walk } from './walk.ts';
export { parseCpuMax, readBandwidth } from './bandwidth.ts';
export { readMemoryLimits } from './memory.ts';
export { readGroupPressure, readLimitedGroups, readMembers } from './groups.ts';
export type { LimitedGroups } from './groups.ts';
