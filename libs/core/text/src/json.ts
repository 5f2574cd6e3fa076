// What JSON.stringify leaves raw although a terminal may obey it: DEL, C1 controls (CSI is U+009B), bidi and invisible
// characters. Layout line feeds stay. see: RFC 8259, 7: any character may be written as \uXXXX
const dangerous = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** The same JSON value, spelt so that it is harmless on a terminal too. */
export function escapeJson(json: string): string {
  return json.replace(dangerous, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
