// Reads and writes metric series as CSV, row by row.
export { cellsOf, csvRows } from './csv-rows.ts';
export type { RowBatch } from './csv-rows.ts';
export { numberOf, timeOf } from './cell-text.ts';
export { growFile } from './growing-file.ts';
export type { GrowingFile } from './growing-file.ts';
export { metricRows } from './metric-rows.ts';
export type { MetricRow, MetricRows, TableOptions } from './metric-rows.ts';
export { readMetricTable } from './metric-table.ts';
export type { MetricTable } from './metric-table.ts';
