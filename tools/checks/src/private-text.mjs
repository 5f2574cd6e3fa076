// What must not leave the machine it was written on: home folders, this checkout's own folder, registries of one's own
// network.

const homePath = /(?<![\w.@-])\/(home\/[a-z][\w-]+|Users\/[A-Za-z]\w+|root\/\w)/;
const examplePath = /\/home\/(user|you|me|alice|bob|someone|name)\b/;
const publicRegistry = 'https://registry.npmjs.org/';

/** Lines of a tracked text file that speak of one machine; `checkout` is the folder that the tree lies in here. */
export function privateTextProblems(path, text, checkout) {
  return text.split('\n').flatMap((line, index) => {
    const found = pathIn(line, checkout);
    return found === null ? [] : [`${path}:${index + 1}: a path of one machine: ${found}`];
  });
}

function pathIn(line, checkout) {
  // A checkout in `/src` would find itself everywhere; two parts are a name.
  if (checkout.split('/').length > 2 && line.includes(checkout)) return checkout;
  const home = homePath.exec(line)?.[0];
  return home === undefined || examplePath.test(home) ? null : home;
}

/** Where package-lock.json would fetch from, when that is not the public registry. */
export function lockProblems(text) {
  const { packages } = JSON.parse(text);
  return Object.entries(packages)
    .filter(([, { resolved, link }]) => resolved !== undefined && link !== true && !resolved.startsWith(publicRegistry))
    .map(([path]) => `package-lock.json: ${path} is resolved from a registry that is not the public one`);
}

/** A registry, a proxy or a credential in an .npmrc that all share. */
export function npmrcProblems(path, text) {
  const lines = text.split('\n').filter((line) => /registry\s*=|_auth|cafile|proxy/i.test(line));
  return lines.filter((line) => line !== 'omit-lockfile-registry-resolved=true').map((line) => `${path}: ${line}`);
}
