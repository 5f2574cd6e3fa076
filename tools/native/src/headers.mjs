import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The prefix of the running Node, when its headers lie there (as in every tarball of nodejs.org and NodeSource's
 * packages): nothing is downloaded then, and the headers fit the binary.
 */
export function findHeaders(execPath = process.execPath) {
  const prefix = dirname(dirname(realpathSync(execPath)));
  if (existsSync(join(prefix, 'include/node/node_api.h'))) return { ok: true, prefix };
  const message =
    `no headers of Node ${process.version} in ${join(prefix, 'include/node')}\n` +
    '  try: a Node that brings its headers (the tarballs of nodejs.org do), or sudo apt-get install -y libnode-dev';
  return { ok: false, message };
}
