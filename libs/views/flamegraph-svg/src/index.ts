// A flame graph as one static SVG without script.
export { flamegraphSvg } from './flamegraph-svg.ts';
export type { SvgOptions } from './flamegraph-svg.ts';
