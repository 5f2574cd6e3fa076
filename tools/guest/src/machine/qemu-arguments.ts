import type { KernelTree } from '../image/cache.ts';

export interface MachineShape {
  readonly cpus: number;
  readonly memoryMegabytes: number;
  /** `tcg` is pure emulation; `kvm` only after the self-test. */
  readonly accelerator: 'tcg' | 'kvm';
  readonly writable: readonly string[];
  /** Waits for gdb on this unix socket before the first instruction. */
  readonly gdbSocket: string | null;
}

export const portNames = ['control', 'stdin', 'stdout', 'stderr'] as const;
export type PortName = (typeof portNames)[number];

/** Command line of qemu-system-x86_64 for one guest whose files lie in `folder`. No disk, no network. */
export function qemuArguments(kernel: KernelTree, shape: MachineShape, folder: string): string[] {
  return [
    '-nodefaults',
    '-no-reboot',
    '-display',
    'none',
    '-machine',
    'q35',
    '-accel',
    shape.accelerator === 'kvm' ? 'kvm' : 'tcg,thread=multi',
    '-cpu',
    shape.accelerator === 'kvm' ? 'host' : 'max',
    '-smp',
    String(shape.cpus),
    '-m',
    String(shape.memoryMegabytes),
    '-kernel',
    kernel.image,
    '-initrd',
    `${folder}/initramfs.gz`,
    '-append',
    'console=ttyS0 quiet panic=-1 nokaslr mitigations=off',
    '-serial',
    `file:${folder}/console.log`,
    '-virtfs',
    'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap',
    ...shape.writable.flatMap((path, index) => [
      '-virtfs',
      `local,path=${path.replaceAll(',', ',,')},mount_tag=writable${index},security_model=none,multidevs=remap`,
    ]),
    '-device',
    'virtio-serial-pci',
    ...portNames.flatMap((name) => [
      '-chardev',
      `socket,id=${name},path=${folder}/${name}.sock,server=on,wait=off`,
      '-device',
      `virtserialport,chardev=${name},name=${name}`,
    ]),
    ...(shape.gdbSocket === null
      ? []
      : ['-S', '-chardev', `socket,id=gdb,path=${shape.gdbSocket},server=on,wait=off`, '-gdb', 'chardev:gdb']),
  ];
}
