/** Spellings of "no value": what pandas, R, Prometheus and SQL dumps write. */
const missing = new Set(['', 'nan', 'na', 'n/a', 'null', 'none']);

/** A number, NaN for a missing value, or null for what is neither. */
export function numberOf(cell: string): number | null {
  if (missing.has(cell.toLowerCase())) return NaN;
  const value = Number(cell);
  return Number.isNaN(value) ? null : value;
}

const withoutZone = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)$/;
const withZone = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Seconds since 1970 of an ISO 8601 time, of `YYYY-MM-DD HH:MM:SS`, a date, or a number of seconds; null for anything
 * else. A time without a zone is taken as UTC, so that the answer does not depend on where it is asked.
 */
export function timeOf(cell: string): number | null {
  if (cell === '') return null;
  const plain = Number(cell);
  if (Number.isFinite(plain)) return plain;
  const local = withoutZone.exec(cell);
  if (local !== null) return seconds(`${local[1]}T${(local[2] ?? '').replace(',', '.')}Z`);
  const zoned = withZone.exec(cell);
  if (zoned !== null) return seconds(`${zoned[1]}T${zoned[2]}${zoned[3]}`);
  return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? seconds(cell) : null;
}

function seconds(iso: string): number | null {
  const milliseconds = Date.parse(iso);
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}
