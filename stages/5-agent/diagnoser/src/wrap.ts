/** Lines of at most `columns`, the first after `lead`, the others indented as far. A word is never cut. */
export function wrap(text: string, columns: number, lead: string): string[] {
  const width = Math.max(40, columns) - lead.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  const indent = ' '.repeat(lead.length);
  return [...lines, line].map((one, index) => `${index === 0 ? lead : indent}${one}`);
}
