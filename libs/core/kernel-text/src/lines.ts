/**
 * Lines that end in a newline. The kernel ends every line with one, so an unended line was cut short, and a number in
 * it may lack its last digits: better no number than a wrong one.
 */
export function completeLines(text: string): string[] {
  const end = text.lastIndexOf('\n');
  return end === -1 ? [] : text.slice(0, end).split('\n');
}

/** Fields between runs of spaces and tabs. */
export function fieldsOf(line: string): string[] {
  return line.split(/[ \t]+/).filter((field) => field !== '');
}
