/** A column of a table; numbers stand to the right. */
export type Head = readonly [title: string, align: 'text' | 'number'];

export interface HtmlRow {
  readonly id?: string;
  /** HTML, escaped already; the cell of `rowHeader` names the row. */
  readonly cells: readonly string[];
}

export interface HtmlTable {
  readonly caption: string;
  readonly heads: readonly Head[];
  readonly rows: readonly HtmlRow[];
}

/** A table with caption and scopes, so that a screen reader can say where it is; the first cell names its row. */
export function tableHtml({ caption, heads, rows }: HtmlTable): string {
  const classOf = (at: number): string => (heads[at]?.[1] === 'number' ? ' class="number"' : '');
  const head = heads.map(([title], at) => `<th scope="col"${classOf(at)}>${title}</th>`).join('');
  const cell = (html: string, at: number): string =>
    at === 0 ? `<th scope="row"${classOf(at)}>${html}</th>` : `<td${classOf(at)}>${html}</td>`;
  const line = ({ id, cells }: HtmlRow): string =>
    `<tr${id === undefined ? '' : ` id="${id}"`}>${cells.map(cell).join('')}</tr>`;
  return `<div class="scroll"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(line).join('\n')}
</tbody></table></div>`;
}

/** Labels beside what they stand for (HTML, escaped already); an empty one is left out. */
export function pairsHtml(className: string, pairs: readonly (readonly [label: string, html: string])[]): string {
  const shown = pairs.filter(([, html]) => html !== '');
  const items = shown.map(([label, html]) => `<div><dt>${label}</dt><dd>${html}</dd></div>`);
  return `<dl class="${className}">${items.join('')}</dl>`;
}

/** A part of the page under its heading; empty content is no part. */
export function sectionHtml(id: string, title: string, content: string): string {
  if (content === '') return '';
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${content}\n</section>`;
}
