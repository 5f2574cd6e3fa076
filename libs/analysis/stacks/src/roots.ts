// Functions that nothing calls: where a process, a thread or the kernel begins. A frame-pointer walk often loses
// the last step out of a C library built without them, so what calls main and thread functions counts too.
// see: glibc sysdeps/x86_64/start.S, csu/libc-start.c, nptl/pthread_create.c, sysdeps/unix/sysv/linux/x86_64/clone.S;
// musl crt/crt1.c, src/thread/x86_64/clone.s; Go runtime/asm_amd64.s; kernel arch/x86/entry/entry_64.S, head_64.S
const roots = new Set([
  '_start',
  '_start_c',
  '__libc_start_main',
  '__libc_start_main_impl',
  '__libc_start_call_main',
  '_dl_start',
  '_dl_start_user',
  'clone',
  '__clone',
  'clone3',
  '__clone3',
  'start_thread',
  'thread_start',
  'runtime.goexit',
  'runtime.goexit.abi0',
  'runtime.mstart',
  'runtime.rt0_go',
  'runtime.rt0_go.abi0',
  'ret_from_fork',
  'ret_from_fork_asm',
  'kthread',
  'secondary_startup_64',
  'secondary_startup_64_no_verify',
  'x86_64_start_kernel',
  'start_secondary',
  'rest_init',
]);

export const isRootName = (name: string): boolean => roots.has(name);
