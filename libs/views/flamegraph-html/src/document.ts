import type { PagePart } from '@ai-perf/core-model';
import { escapeHtml } from '@ai-perf/core-text';

export interface PageText {
  readonly title: string;
  /** HTML, escaped by whoever made it. */
  readonly body: string;
  readonly styles: readonly PagePart[];
  readonly scripts: readonly PagePart[];
}

/**
 * One HTML file that needs nothing and asks for nothing: scripts and styles stand in it and are allowed by their hash,
 * everything else (network, images, inline handlers, forms) is refused by its Content-Security-Policy.
 */
export function pageDocument({ title, body, styles, scripts }: PageText): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(styles, scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
${styles.map(({ text }) => `<style>${text}</style>\n`).join('')}</head>
<body>
${body}
${scripts.map(({ text }) => `<script>${text}</script>\n`).join('')}</body>
</html>
`;
}

function policy(styles: readonly PagePart[], scripts: readonly PagePart[]): string {
  const allowed = (parts: readonly PagePart[]): string =>
    parts.length === 0 ? "'none'" : parts.map(({ hash }) => `'${hash}'`).join(' ');
  const rules = [
    "default-src 'none'",
    `script-src ${allowed(scripts)}`,
    `style-src ${allowed(styles)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return rules.join('; ');
}
