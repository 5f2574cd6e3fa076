import { signalName } from './signals.ts';

const exited = 1;

/** si_status of SIGCHLD: a status where it has exited, else the signal that did it. see: sigaction(2) */
export const waitStatusCode = (status: number, code: number): string =>
  code === exited ? String(status) : signalName(status);
