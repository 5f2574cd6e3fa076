// The few system calls that rules look for in /proc/PID/syscall, by machine.
// see: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h (arm64, riscv64)
const x86 = {
  write: [1, 18, 20, 296, 328],
  sync: [26, 74, 75, 162, 277, 306],
  sleep: [35, 230],
} as const;
const generic = {
  write: [64, 66, 68, 70, 287],
  sync: [81, 82, 83, 84, 227, 267],
  sleep: [101, 115],
} as const;

/** `write`: write and its vectored and positioned forms. `sync`: whatever waits for a device. `sleep`: timers. */
export type SyscallGroup = keyof typeof x86;

export function isSyscall(machine: string, group: SyscallGroup, number: number | null): boolean {
  const table = machine === 'x86_64' ? x86 : generic;
  return number !== null && (table[group] as readonly number[]).includes(number);
}
