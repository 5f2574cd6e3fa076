// Cells of a terminal. see: Unicode TR11 (East Asian Wide and Fullwidth) and TR51 (emoji presentation)
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const zero = /\p{Mark}|\p{Default_Ignorable_Code_Point}/u;
// Printable ASCII, the usual case.
const plain = /^[\x20-\x7e]*$/;

/** How many cells `text` takes. It must be escaped already: a control character has no width that could be known. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** The longest beginning that fits into `cells`; `…` says that something was cut. */
export function clip(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text;
  if (cells < 1) return '';
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += widthOf(character);
    if (width > cells - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

const widthOf = (character: string): number => (zero.test(character) ? 0 : wide.test(character) ? 2 : 1);
