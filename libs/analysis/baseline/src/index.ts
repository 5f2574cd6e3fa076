// What is normal for one series: level, scale and season, in bounded and savable state.
export * from './history.ts';
export * from './running-scale.ts';
export * from './season.ts';
export * from './sorted-window.ts';
