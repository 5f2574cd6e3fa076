// trace.mjs OPTIONS PROGRAM [WORDS]: traces a command with the bare addon and prints a line for every record.
// OPTIONS is JSON: { calls: [numbers], seccomp, plan, injections }.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { TraceSession } = require('../build/Release/ptrace.node');
const kinds = 'none entry exit signal stop exited killed attached superseded exiting detached failed'.split(' ');

const [options, file, ...words] = process.argv.slice(2);
const { calls, seccomp = false, plan = [], injections = [], attach = [], stopAfter } = JSON.parse(options);
const recorded = new Uint8Array(1024);
for (const number of calls) recorded[number] = 1;

const session = new TraceSession({
  file: file ?? '',
  argv: file === undefined ? [] : [file, ...words],
  environment: ['PATH=/usr/bin:/bin', 'LC_ALL=C'],
  attach: Int32Array.from(attach),
  followForks: true,
  cpuTime: false,
  seccomp,
  stdoutToStderr: false,
  openFiles: 0,
  recorded,
  plan: Int32Array.from(plan.flat()),
  injections: Int32Array.from(injections.flat()),
});

let seen = 0;
let stopping = null;
for (let batch = await session.read(); batch !== null; batch = await session.read()) {
  const view = new DataView(batch.buffer);
  for (let at = 0; at < batch.length; at += view.getUint32(at, true)) {
    const kind = kinds[view.getUint16(at + 4, true)];
    // The number of the call, or what it returned.
    const body = kind === 'entry' || kind === 'exit' ? view.getBigInt64(at + 32, true) : '';
    console.log(`${kind} ${view.getInt32(at + 8, true)} ${view.getInt32(at + 12, true)} ${body}`.trim());
    seen += 1;
    if (seen === stopAfter) stopping = setInterval(() => session.stop(), 2);
  }
}
clearInterval(stopping);
