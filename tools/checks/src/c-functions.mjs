// Finds the functions of a C or C++ file by its braces. No parser: it needs only where each outermost body begins and
// ends, and what is a namespace, a type or an initialiser instead.

const containers = /\b(namespace|class|struct|union|enum|extern)\b/;

/** Comments, strings and preprocessor lines become blanks; lines stay where they are. */
export function withoutText(source) {
  const blank = (found) => found.replace(/[^\n]/g, ' ');
  return source
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|R"\(([\s\S]*?)\)"|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])+'/g, blank)
    .replace(/^[ \t]*#(\\\n|[^\n])*/gm, blank);
}

/** Functions of `source` in order: their name and their lines from the signature's last line to the closing brace. */
export function functionsOf(source) {
  const scan = { found: [], open: [], line: 1, head: '' };
  for (const character of withoutText(source)) step(scan, character);
  return scan.found;
}

function step(scan, character) {
  if (character === '\n') scan.line += 1;
  if (character === '{') openBlock(scan);
  else if (character === '}') closeBlock(scan);
  else if (character === ';') scan.head = '';
  else scan.head += character;
}

function openBlock(scan) {
  const inside = scan.open.some((block) => block.isFunction);
  scan.open.push({ isFunction: !inside && isFunctionHead(scan.head), line: scan.line, name: nameIn(scan.head) });
  scan.head = '';
}

function closeBlock(scan) {
  const block = scan.open.pop();
  scan.head = '';
  if (block?.isFunction) scan.found.push({ name: block.name, line: block.line, lines: scan.line - block.line + 1 });
}

// `int f(void) {`, `T C::m() const noexcept -> X {`, `SEC("tp/x") int f(ctx) {`; not `struct s {`, not `x[] = {`.
function isFunctionHead(head) {
  const text = head.trim();
  if (text.endsWith('=') || !text.includes('(')) return false;
  return !containers.test(text.slice(0, text.indexOf('('))) || /\)[\sa-z]*$/.test(text);
}

function nameIn(head) {
  const names = [...head.matchAll(/([A-Za-z_~][\w:~]*)\s*\(/g)].map(([, name]) => name);
  return names.find((name) => !/^(SEC|__attribute__|BPF_PROG|static_assert|alignas)$/.test(name)) ?? '?';
}
