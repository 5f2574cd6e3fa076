// Text from the host (names, command lines, paths, symbols) is hostile: it is escaped at every way out.
export { escapeTerminal } from './terminal.ts';
export { escapeHtml, jsonForScript } from './html.ts';
export { clip, displayWidth } from './display-width.ts';
export { escapeJson } from './json.ts';
