// Flame graphs from a recorded profile or folded text.
export { tool } from './tool.ts';
