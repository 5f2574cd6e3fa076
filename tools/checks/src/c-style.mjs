// Length and licence of C, C++ and BPF sources. clang-format holds the rest.
import { functionsOf } from './c-functions.mjs';

const longestFile = 400;
const longestFunction = 60;
const kernelHalf = /^(bpf|kernel-modules)\//;

/** What is wrong with the text of a C-family file at `path`. */
export function cProblems(path, text) {
  const lines = text.split('\n').length - 1;
  const long = functionsOf(text).filter((one) => one.lines > longestFunction);
  return [
    ...(lines > longestFile ? [`${path}: ${lines} lines, ${longestFile} is the most`] : []),
    ...long.map((one) => `${path}:${one.line}: ${one.name} has ${one.lines} lines, ${longestFunction} is the most`),
    ...licenceProblems(path, text),
  ];
}

// see: Documentation/process/license-rules.rst (the identifier stands in the first line)
function licenceProblems(path, text) {
  const said = /SPDX-License-Identifier: ([^*\n]+?)\s*(\*\/)?\n/.exec(text.slice(0, 200))?.[1];
  if (said === undefined) return [`${path}: no SPDX-License-Identifier in the first line`];
  const gpl = said.includes('GPL-2.0');
  // vmlinux.h and libbpf's headers may be lent to both worlds: "GPL-2.0 OR BSD-3-Clause" is GPL too.
  if (kernelHalf.test(path) && !gpl) return [`${path}: ${said}, but bpf/ and kernel-modules/ are GPL-2.0-only`];
  return !kernelHalf.test(path) && gpl ? [`${path}: ${said}, but only bpf/ and kernel-modules/ are under the GPL`] : [];
}
