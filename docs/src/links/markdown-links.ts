/** Targets of the inline links and images of a Markdown text, without those inside code. */
export function linksOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? '');
}

/** The text with fenced blocks and code spans taken out. */
export function withoutCode(markdown: string): string {
  return markdown.replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2`*$/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');
}
