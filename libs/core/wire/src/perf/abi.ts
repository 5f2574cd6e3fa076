// Numbers of the kernel's perf ABI. see: include/uapi/linux/perf_event.h, perf_event_open(2)

/** `perf_event_header.type`. */
export const recordType = {
  mmap: 1,
  lost: 2,
  comm: 3,
  exit: 4,
  throttle: 5,
  unthrottle: 6,
  fork: 7,
  sample: 9,
  mmap2: 10,
  lostSamples: 13,
} as const;

/** `perf_event_attr.sample_type`: all that may stand in a sample before its stack copy. */
export const sampleBit = {
  ip: 1 << 0,
  tid: 1 << 1,
  time: 1 << 2,
  address: 1 << 3,
  read: 1 << 4,
  callChain: 1 << 5,
  id: 1 << 6,
  cpu: 1 << 7,
  period: 1 << 8,
  streamId: 1 << 9,
  raw: 1 << 10,
  branchStack: 1 << 11,
  registersUser: 1 << 12,
  stackUser: 1 << 13,
  identifier: 1 << 16,
} as const;

export const readFormatBit = { timeEnabled: 1, timeRunning: 2, id: 4, group: 8, lost: 16 } as const;

export const branchSampleBit = { hardwareIndex: 1 << 17, counters: 1 << 19 } as const;

/** `perf_event_header.misc`. The meaning of the bits from 13 on depends on the type of the record. */
export const miscBit = { cpuModeMask: 7, mmapData: 1 << 13, commExec: 1 << 13, mmapBuildId: 1 << 14 } as const;

/** Markers in a call chain: what follows was running in this mode. */
export const chainContext = {
  hypervisor: 0xffff_ffff_ffff_ffe0n,
  kernel: 0xffff_ffff_ffff_ff80n,
  user: 0xffff_ffff_ffff_fe00n,
  guest: 0xffff_ffff_ffff_f800n,
  guestKernel: 0xffff_ffff_ffff_f780n,
  guestUser: 0xffff_ffff_ffff_f600n,
} as const;

/** Marker for `misc & cpuModeMask`; 0n where the mode is unknown. */
export const contextOfMode: readonly bigint[] = [
  0n,
  chainContext.kernel,
  chainContext.user,
  chainContext.hypervisor,
  chainContext.guestKernel,
  chainContext.guestUser,
];

/** AX BX CX DX SI DI BP SP IP FLAGS CS SS R8..R15. see: arch/x86/include/uapi/asm/perf_regs.h */
export const x86UserRegisters = { mask: 0xff_0fffn, count: 20 } as const;

/** `abi` of a register dump: PERF_SAMPLE_REGS_ABI_64. */
export const registerAbi64 = 2;
