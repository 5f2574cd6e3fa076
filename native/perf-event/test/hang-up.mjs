// Watches a child that ends, and says how often the loop was woken for it in the following 200 ms.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PerfSession, attributes } from './session.mjs';

let wakeUps = 0;
let firstTurn;
const session = new PerfSession(() => {
  wakeUps += 1;
  firstTurn?.();
});
const child = spawn('sleep', ['60']);
const event = session.open(attributes({ config: 9n }), child.pid, -1);
session.map(event, 1);
session.watch(event);
await new Promise((resolve) => (firstTurn = resolve));
child.kill();
await once(child, 'exit');
await new Promise((resolve) => setTimeout(resolve, 200));
console.log(`hung up ${session.hungUp()}, wake-ups ${wakeUps}`);
session.close();
