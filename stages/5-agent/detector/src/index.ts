// What is unusual in a series, where it changed, and which metrics explain it.
export { changepoints } from './changepoints/tool.ts';
export { detect, detect as tool } from './detect/tool.ts';
export { rca } from './rca/tool.ts';
