import { errorNames } from './tables/error-names.ts';
import { signalName } from './signals.ts';
import { waitStatusCode } from './wait-code.ts';
import { pointer } from './words.ts';

// see: sigaction(2), include/uapi/asm-generic/siginfo.h
const generalCodes: Readonly<Record<number, string>> = {
  0: 'SI_USER',
  128: 'SI_KERNEL',
  [-1]: 'SI_QUEUE',
  [-2]: 'SI_TIMER',
  [-3]: 'SI_MESGQ',
  [-4]: 'SI_ASYNCIO',
  [-5]: 'SI_SIGIO',
  [-6]: 'SI_TKILL',
};

const codesOf: Readonly<Record<string, readonly string[]>> = {
  SIGCHLD: ['CLD_EXITED', 'CLD_KILLED', 'CLD_DUMPED', 'CLD_TRAPPED', 'CLD_STOPPED', 'CLD_CONTINUED'],
  SIGSEGV: ['SEGV_MAPERR', 'SEGV_ACCERR', 'SEGV_BNDERR', 'SEGV_PKUERR'],
  SIGBUS: ['BUS_ADRALN', 'BUS_ADRERR', 'BUS_OBJERR', 'BUS_MCEERR_AR', 'BUS_MCEERR_AO'],
  SIGFPE: ['FPE_INTDIV', 'FPE_INTOVF', 'FPE_FLTDIV', 'FPE_FLTOVF', 'FPE_FLTUND', 'FPE_FLTRES', 'FPE_FLTINV'],
  SIGILL: ['ILL_ILLOPC', 'ILL_ILLOPN', 'ILL_ILLADR', 'ILL_ILLTRP', 'ILL_PRVOPC', 'ILL_PRVREG'],
  SIGTRAP: ['TRAP_BRKPT', 'TRAP_TRACE', 'TRAP_BRANCH', 'TRAP_HWBKPT'],
  SIGIO: ['POLL_IN', 'POLL_OUT', 'POLL_MSG', 'POLL_ERR', 'POLL_PRI', 'POLL_HUP'],
  SIGSYS: ['SYS_SECCOMP', 'SYS_USER_DISPATCH'],
};

const faults: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP']);

/** `{si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=12, ...}` */
export function signalInfoText(info: Uint8Array): string {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const signal = signalName(view.getInt32(0, true));
  const error = view.getInt32(4, true);
  const code = view.getInt32(8, true);
  const parts = [
    `si_signo=${signal}`,
    ...(error === 0 ? [] : [`si_errno=${errorNames[error]?.[0] ?? error}`]),
    `si_code=${generalCodes[code] ?? codesOf[signal]?.[code - 1] ?? code}`,
    ...detail(view, signal, code),
  ];
  return `{${parts.join(', ')}}`;
}

function detail(view: DataView, signal: string, code: number): readonly string[] {
  const sender = [`si_pid=${view.getInt32(16, true)}`, `si_uid=${view.getUint32(20, true)}`];
  if (code === 128) return faults.has(signal) ? [`si_addr=${pointer(view.getBigUint64(16, true))}`] : [];
  if (code === -2) {
    const timer = [`si_timerid=${hexOf(view.getInt32(16, true))}`, `si_overrun=${view.getInt32(20, true)}`];
    return [...timer, ...valueOf(view)];
  }
  if (code <= 0) return code === -1 ? [...sender, ...valueOf(view)] : sender;
  const status = `si_status=${waitStatusCode(view.getInt32(24, true), code)}`;
  if (signal === 'SIGCHLD') return [...sender, status, ...times(view)];
  return faults.has(signal) ? [`si_addr=${pointer(view.getBigUint64(16, true))}`] : [];
}

const hexOf = (value: number): string => (value === 0 ? '0' : `0x${(value >>> 0).toString(16)}`);

function valueOf(view: DataView): readonly string[] {
  return [`si_value={sival_int=${view.getInt32(24, true)}, sival_ptr=${pointer(view.getBigUint64(24, true))}}`];
}

const times = (view: DataView): readonly string[] => [
  `si_utime=${view.getBigInt64(32, true)}`,
  `si_stime=${view.getBigInt64(40, true)}`,
];
