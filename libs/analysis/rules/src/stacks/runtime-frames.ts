import type { StackFrame } from './stack-counts.ts';

// Libraries between a program and the kernel: a site is the first frame outside them. Debian's multiarch names, musl's,
// those of glibc before 2.34 with its threads apart, and allocators that take malloc's place.
const runtimeLibraries = [
  ...['c', 'm', 'dl', 'rt', 'pthread', 'gcc_s', 'stdc\\+\\+', 'c\\+\\+', 'c\\+\\+abi', 'asan', 'tsan'],
  ...['jemalloc', 'tcmalloc', 'tcmalloc_minimal', 'mimalloc'],
];
const loader = 'ld-[^/]*\\.so[^/]*|ld-linux[^/]*|ld-musl[^/]*';
const library = `lib(?:${runtimeLibraries.join('|')})(?:-[\\d.]+)?\\.so[\\d.]*`;
const runtimeModule = new RegExp(`(?:^|/)(?:${loader}|${library})(?: \\(deleted\\))?$`);
const kernelProvided = new Set(['[vdso]', '[vsyscall]', '[kernel.kallsyms]']);

// The same functions when they are linked into the program itself (gcc -static): names that ISO C, POSIX or glibc
// reserve.
const words = (text: string): string[] => text.split(' ');
const memory = words('malloc calloc realloc free memalign valloc posix_memalign aligned_alloc strdup');
const arena = words('int_malloc int_free int_realloc int_memalign sysmalloc systrim malloc_consolidate');
const blocks = words('memset memcpy memmove mempcpy memcmp memchr strlen strcpy strncpy strcmp');
const reads = words('read pread readv preadv recv recvfrom recvmsg poll select epoll_wait');
const writes = words('write pwrite writev pwritev');
const syncs = words('fsync fdatasync sync_file_range syncfs sync msync');
const files = words('open openat creat close send sendto sendmsg ioctl fcntl lseek');
const mappings = words('mmap munmap mremap madvise mprotect brk sbrk morecore');
const times = words('nanosleep clock_nanosleep usleep sleep sched_yield clock_gettime gettimeofday');
const streams = words('fwrite fputs puts fputc putc putchar fflush printf fprintf vfprintf');
const reserved = new Set([
  ...[...memory, ...arena, ...blocks, ...reads, ...writes, ...syncs, ...files, ...mappings, ...times, ...streams],
  ...['syscall', 'futex_wait', 'futex_wake', 'futex_abstimed_wait', 'futex_abstimed_wait_common', 'clone', 'clone3'],
]);
const families = [
  /^pthread_(?:mutex|rwlock|spin|cond|once|barrier)_/,
  /^lll_/,
  /^IO_/,
  /^(?:mem|str|wcs)[a-z]+_(?:avx|sse|evex|erms|ssse|unaligned|aligned|chk)/,
];
// The standard libraries of C++ and Rust, as the linker and as people spell them: most of them is compiled into the
// program.
const templates = [
  /^ZN?K?St\d|^ZN(?:3std|4core|5alloc)\d|^RNv.*3std/,
  /^operator (?:new|delete)\b|^Zn[wa]m|^Zd[la]Pv|^std::(?:__|mutex|lock_guard|unique_lock|condition_variable)/,
];

// Where threads and programs begin: true of every stack, and nobody's code.
const entries = new Set(
  words('_start __libc_start_main __libc_start_main_impl __libc_start_call_main start_thread clone clone3 __clone3'),
);

// `___pthread_mutex_lock@@GLIBC_2.2.5`, `__GI___libc_write`, `open64`, `_int_free.part.0`: one function under many
// names.
const plain = (name: string): string =>
  name
    .replace(/@.*$/, '')
    .replace(/\.(?:part|constprop|isra|cold|lto_priv)\b.*$/, '')
    .replace(/^_+(?:GI_+)?(?:libc_(?!start))?/, '')
    .replace(/(?:64)?(?:_nocancel)?$/, '');

const isRuntimeModule = ({ module, space }: StackFrame): boolean =>
  space === 'kernel' || kernelProvided.has(module) || runtimeModule.test(module);

/**
 * Tells the functions of a stack that belong to the C library, the loader or the kernel: they did what the program
 * asked for. Where the stack shows that the library is a file of its own, a `sync` or `send` of the program is the
 * program's.
 */
export function runtimeOf(stack: readonly StackFrame[]): (frame: StackFrame) => boolean {
  const isLinkedIn = !stack.some(({ module }) => runtimeModule.test(module));
  return (frame) => isRuntimeModule(frame) || isRuntimeName(frame, isLinkedIn);
}

function isRuntimeName({ function: name }: StackFrame, isLinkedIn: boolean): boolean {
  if (name.endsWith('@plt') || entries.has(name)) return true;
  const known = plain(name);
  return templates.some((family) => family.test(known)) || (isLinkedIn && isReserved(known));
}

const isReserved = (known: string): boolean => reserved.has(known) || families.some((family) => family.test(known));

/** A frame without a name is no site for a person. */
export const isNamed = ({ function: name }: StackFrame): boolean =>
  /^[A-Za-z_$~]/.test(name) && !/\+0x[0-9a-f]+$/.test(name) && name !== 'unknown';

/** `main` is code of the program, but of so much of it that it is named only for want of anything below. */
export const isMain = ({ function: name }: StackFrame): boolean => name === 'main';

// POSIX and C11 mutexes and rwlocks, glibc's low-level lock, and the slow path of Rust's.
const lockCalls = [
  /^pthread_mutex_(?:lock|timedlock|clocklock|lock_full|cond_lock)$/,
  /^pthread_rwlock_(?:rd|wr|timedrd|timedwr|clockrd|clockwr)lock$/,
  /^lll_(?:mutex_)?(?:lock|timedlock|clocklock)/,
  /^mtx_(?:lock|timedlock)$/,
  /(?:mutex|rwlock)::futex::.*lock.*contended|Mutex.*lock_contended/,
];

/** Blocking acquisition of a lock. */
export const isLockCall = ({ function: name, space }: StackFrame): boolean =>
  space !== 'kernel' && lockCalls.some((call) => call.test(plain(name)));

const kernelWrite = /^(?:ksys_write|vfs_write|(?:x64_sys|arm64_sys)_p?writev?)$/;
/** write(2) and its like, as the kernel or the C library names them. */
export const isWriteCall = ({ function: name }: StackFrame): boolean =>
  writes.includes(plain(name)) || kernelWrite.test(plain(name));

const kernelSync =
  /^(?:(?:x64_sys|arm64_sys|do|vfs)_f(?:data)?sync(?:_range)?|generic_write_sync|ext4_sync_file|\w+_file_fsync)$/;
/** fsync(2) and its like. The kernel's side needs kernel symbols, the C library's side does not. */
export const isSyncCall = ({ function: name }: StackFrame): boolean =>
  syncs.includes(plain(name)) || kernelSync.test(plain(name));
