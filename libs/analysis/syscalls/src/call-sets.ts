import { callNames } from './tables/call-names.ts';
import { signatureOf } from './signature.ts';

const split = (names: string): ReadonlySet<string> => new Set(names.split(' '));

// Classes as strace names them (`-e trace=%process`); see its manual, "Filtering".
const listed: Readonly<Record<string, ReadonlySet<string>>> = {
  process: split(
    'clone clone3 execve execveat exit exit_group fork vfork wait4 waitid kill tkill tgkill rt_sigqueueinfo ' +
      'rt_tgsigqueueinfo pidfd_send_signal unshare setns arch_prctl',
  ),
  network: split(
    'sendfile socket connect accept sendto recvfrom sendmsg recvmsg shutdown bind listen getsockname getpeername ' +
      'socketpair setsockopt getsockopt accept4 recvmmsg sendmmsg getpmsg putpmsg',
  ),
  signal: split(
    'rt_sigaction rt_sigprocmask rt_sigreturn pause kill rt_sigpending rt_sigtimedwait rt_sigqueueinfo ' +
      'rt_sigsuspend sigaltstack tkill tgkill signalfd signalfd4 rt_tgsigqueueinfo pidfd_send_signal',
  ),
  memory: split(
    'mmap mprotect munmap brk mremap msync mincore madvise shmat shmdt mlock munlock mlockall munlockall ' +
      'remap_file_pages mbind set_mempolicy get_mempolicy migrate_pages move_pages mlock2 pkey_mprotect ' +
      'process_madvise set_mempolicy_home_node io_uring_register',
  ),
  ipc: split('shmget shmat shmctl semget semop semctl shmdt msgget msgsnd msgrcv msgctl semtimedop'),
  clock: split('gettimeofday settimeofday time adjtimex clock_settime clock_gettime clock_getres clock_adjtime'),
  creds: split(
    'getuid getgid setuid setgid geteuid getegid setreuid setregid getgroups setgroups setresuid getresuid setresgid ' +
      'getresgid setfsuid setfsgid capget capset prctl',
  ),
  stat: split('stat'),
  lstat: split('lstat'),
  fstat: split('fstat fstatat64 newfstatat'),
  '%stat': split('stat lstat fstat newfstatat statx'),
  statfs: split('statfs'),
  fstatfs: split('fstatfs'),
  '%statfs': split('statfs fstatfs ustat'),
  pure: split('getpid getppid gettid getpgrp getuid geteuid getgid getegid'),
};

const filesByHand = split(
  'fanotify_mark name_to_handle_at inotify_add_watch open_tree mount_setattr fspick utime utimes',
);

const isPathType = (type: string): boolean => type === 'path' || type === 'cwd';
const isDescriptorType = (type: string): boolean => type === 'fd' || type === 'dfd';

const takesPath = (name: string): boolean =>
  signatureOf(name).typeNames.some(isPathType) || filesByHand.has(name);
const takesDescriptor = (name: string): boolean =>
  signatureOf(name).typeNames.some(isDescriptorType) || signatureOf(name).result === 'fd' || name === 'mmap';

function classOf(name: string): ((call: string) => boolean) | null {
  if (name === 'file') return takesPath;
  if (name === 'desc') return takesDescriptor;
  const names = listed[name];
  return names === undefined ? null : (call) => names.has(call);
}

const allCalls: readonly (readonly [number, string])[] = Object.entries(callNames).map(([number, name]) => [
  Number(number),
  name,
]);

/** The numbers that a set names, or the word that is no call and no class. */
export function callsOf(set: string): { readonly numbers: ReadonlySet<number> } | { readonly unknown: string } {
  const isInverted = set.startsWith('!');
  const words = (isInverted ? set.slice(1) : set).split(',');
  const numbers = new Set<number>();
  for (const word of words) {
    const matching = matcherOf(word);
    if (matching === null) return { unknown: word };
    const found = allCalls.filter(([number, name]) => matching(name, number));
    if (found.length === 0 && word !== 'none' && !word.startsWith('?')) return { unknown: word };
    for (const [number] of found) numbers.add(number);
  }
  const all = allCalls.map(([number]) => number);
  return { numbers: isInverted ? new Set(all.filter((number) => !numbers.has(number))) : numbers };
}

type Matcher = (name: string, number: number) => boolean;

function matcherOf(word: string): Matcher | null {
  const name = word.replace(/^\?/, '');
  if (name === 'all') return () => true;
  if (name === 'none') return () => false;
  if (/^\d+$/.test(name)) return (_call, number) => number === Number(name);
  if (name.startsWith('%')) return classOf(name.slice(1));
  if (name.startsWith('/')) return expressionOf(name.slice(1));
  const bare = ['file', 'process', 'network', 'signal', 'ipc', 'desc', 'memory'].includes(name) ? classOf(name) : null;
  return bare ?? ((call) => call === name);
}

function expressionOf(text: string): Matcher | null {
  try {
    const expression = new RegExp(text);
    return (call) => expression.test(call);
  } catch {
    return null;
  }
}
