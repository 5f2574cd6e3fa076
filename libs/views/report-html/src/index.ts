// A diagnosis as one offline HTML page.
export { reportPage } from './report.ts';
export type { ReportInput } from './report.ts';
