// How unlikely each new point of a series is, with one alert budget for every metric.
export * from './alert-budget.ts';
export type { ChannelName } from './channel.ts';
export * from './ensemble.ts';
export { ScoreTail } from './tail.ts';
