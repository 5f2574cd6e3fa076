// Order statistics, rank tests, extreme values and autocorrelation, each checked against scipy.
export * from './fourier.ts';
export * from './generator.ts';
export * from './mann-whitney.ts';
export * from './normal.ts';
export * from './order.ts';
export * from './pareto.ts';
export * from './state.ts';
export * from './trend.ts';
