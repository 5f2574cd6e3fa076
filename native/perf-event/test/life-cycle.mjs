// node --expose-gc life-cycle.mjs SCENE: prints "as expected", or what happened instead.
import { Worker } from 'node:worker_threads';
import { PerfSession, attributes, perfDescriptors } from './session.mjs';

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 20));

function openOne(onWake = () => {}) {
  const session = new PerfSession(onWake);
  const event = session.open(attributes({ watermark: 64 }), 0, -1);
  session.map(event, 1);
  session.watch(event);
  return session;
}

const scenes = {
  async collected() {
    openOne();
    for (let round = 0; round < 10 && perfDescriptors() > 0; round += 1) {
      await nextTurn();
      globalThis.gc();
    }
    return perfDescriptors();
  },
  async worker() {
    const shared = JSON.stringify(new URL('session.mjs', import.meta.url).href);
    const source = `import { PerfSession, attributes } from ${shared};
      import { parentPort } from 'node:worker_threads';
      globalThis.session = new PerfSession(() => {});
      session.map(session.open(attributes(), 0, -1), 1);
      parentPort.postMessage('open');
      setInterval(() => {}, 1000);`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
    await new Promise((resolve) => worker.once('message', resolve));
    const open = perfDescriptors();
    await worker.terminate();
    return open === 1 ? perfDescriptors() : `${open} open in the worker`;
  },
  async closed() {
    openOne().close();
    // Reached only when nothing of the session holds the loop.
    return 0;
  },
  async throwing() {
    const thrown = new Promise((resolve) => process.once('uncaughtException', (error) => resolve(error.message)));
    const session = openOne(() => {
      session.close();
      throw new Error('from the wake-up');
    });
    new Uint8Array(1000 * 4096).fill(1);
    const message = await thrown;
    return message === 'from the wake-up' ? perfDescriptors() : message;
  },
};

const left = await scenes[process.argv[2]]();
console.log(left === 0 ? 'as expected' : `left: ${left}`);
