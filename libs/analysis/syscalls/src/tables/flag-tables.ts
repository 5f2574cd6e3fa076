// Written by generate/generate.mjs from the installed UAPI headers; not by hand.
export const flagTables: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  access: [
    [4, 'R_OK'], [2, 'W_OK'], [1, 'X_OK'],
  ],
  openFlags: [
    [64, 'O_CREAT'], [128, 'O_EXCL'], [256, 'O_NOCTTY'], [512, 'O_TRUNC'], [1024, 'O_APPEND'], [2048, 'O_NONBLOCK'],
    [1052672, 'O_SYNC'], [4096, 'O_DSYNC'], [8192, 'FASYNC'], [16384, 'O_DIRECT'], [32768, 'O_LARGEFILE'],
    [131072, 'O_NOFOLLOW'], [262144, 'O_NOATIME'], [524288, 'O_CLOEXEC'], [2097152, 'O_PATH'], [4259840, 'O_TMPFILE'],
    [65536, 'O_DIRECTORY'],
  ],
  protection: [
    [1, 'PROT_READ'], [2, 'PROT_WRITE'], [4, 'PROT_EXEC'], [8, 'PROT_SEM'], [16777216, 'PROT_GROWSDOWN'],
    [33554432, 'PROT_GROWSUP'],
  ],
  mapFlags: [
    [16, 'MAP_FIXED'], [32, 'MAP_ANONYMOUS'], [64, 'MAP_32BIT'], [16384, 'MAP_NORESERVE'], [32768, 'MAP_POPULATE'],
    [65536, 'MAP_NONBLOCK'], [256, 'MAP_GROWSDOWN'], [2048, 'MAP_DENYWRITE'], [4096, 'MAP_EXECUTABLE'],
    [8192, 'MAP_LOCKED'], [262144, 'MAP_HUGETLB'], [524288, 'MAP_SYNC'], [1048576, 'MAP_FIXED_NOREPLACE'],
    [131072, 'MAP_STACK'],
  ],
  remapFlags: [
    [1, 'MREMAP_MAYMOVE'], [2, 'MREMAP_FIXED'], [4, 'MREMAP_DONTUNMAP'],
  ],
  cloneFlags: [
    [256, 'CLONE_VM'], [512, 'CLONE_FS'], [1024, 'CLONE_FILES'], [2048, 'CLONE_SIGHAND'], [4096, 'CLONE_PIDFD'],
    [8192, 'CLONE_PTRACE'], [16384, 'CLONE_VFORK'], [32768, 'CLONE_PARENT'], [65536, 'CLONE_THREAD'],
    [131072, 'CLONE_NEWNS'], [262144, 'CLONE_SYSVSEM'], [524288, 'CLONE_SETTLS'], [1048576, 'CLONE_PARENT_SETTID'],
    [2097152, 'CLONE_CHILD_CLEARTID'], [8388608, 'CLONE_UNTRACED'], [16777216, 'CLONE_CHILD_SETTID'],
    [33554432, 'CLONE_NEWCGROUP'], [67108864, 'CLONE_NEWUTS'], [134217728, 'CLONE_NEWIPC'],
    [268435456, 'CLONE_NEWUSER'], [536870912, 'CLONE_NEWPID'], [1073741824, 'CLONE_NEWNET'], [2147483648, 'CLONE_IO'],
  ],
  atFlags: [
    [256, 'AT_SYMLINK_NOFOLLOW'], [512, 'AT_REMOVEDIR'], [1024, 'AT_SYMLINK_FOLLOW'], [2048, 'AT_NO_AUTOMOUNT'],
    [4096, 'AT_EMPTY_PATH'], [8192, 'AT_STATX_FORCE_SYNC'], [16384, 'AT_STATX_DONT_SYNC'], [32768, 'AT_RECURSIVE'],
  ],
  accessAtFlags: [
    [256, 'AT_SYMLINK_NOFOLLOW'], [512, 'AT_EACCESS'], [4096, 'AT_EMPTY_PATH'],
  ],
  waitFlags: [
    [1, 'WNOHANG'], [2, 'WUNTRACED'], [4, 'WEXITED'], [8, 'WCONTINUED'], [16777216, 'WNOWAIT'],
    [2147483648, '__WCLONE'], [1073741824, '__WALL'], [536870912, '__WNOTHREAD'],
  ],
  pollEvents: [
    [1, 'POLLIN'], [2, 'POLLPRI'], [4, 'POLLOUT'], [8, 'POLLERR'], [16, 'POLLHUP'], [32, 'POLLNVAL'],
    [64, 'POLLRDNORM'], [128, 'POLLRDBAND'], [256, 'POLLWRNORM'], [512, 'POLLWRBAND'], [1024, 'POLLMSG'],
    [4096, 'POLLREMOVE'], [8192, 'POLLRDHUP'],
  ],
  epollEvents: [
    [1, 'EPOLLIN'], [2, 'EPOLLPRI'], [4, 'EPOLLOUT'], [64, 'EPOLLRDNORM'], [128, 'EPOLLRDBAND'], [256, 'EPOLLWRNORM'],
    [512, 'EPOLLWRBAND'], [1024, 'EPOLLMSG'], [8, 'EPOLLERR'], [16, 'EPOLLHUP'], [8192, 'EPOLLRDHUP'],
    [268435456, 'EPOLLEXCLUSIVE'], [536870912, 'EPOLLWAKEUP'], [1073741824, 'EPOLLONESHOT'], [2147483648, 'EPOLLET'],
  ],
  epollCreate: [
    [524288, 'EPOLL_CLOEXEC'],
  ],
  eventFlags: [
    [1, 'EFD_SEMAPHORE'], [524288, 'EFD_CLOEXEC'], [2048, 'EFD_NONBLOCK'],
  ],
  timerFdFlags: [
    [524288, 'TFD_CLOEXEC'], [2048, 'TFD_NONBLOCK'],
  ],
  inotifyFlags: [
    [524288, 'IN_CLOEXEC'], [2048, 'IN_NONBLOCK'],
  ],
  memfdFlags: [
    [1, 'MFD_CLOEXEC'], [2, 'MFD_ALLOW_SEALING'], [4, 'MFD_HUGETLB'],
  ],
  pipeFlags: [
    [2048, 'O_NONBLOCK'], [524288, 'O_CLOEXEC'], [16384, 'O_DIRECT'],
  ],
  dupFlags: [
    [524288, 'O_CLOEXEC'],
  ],
  fdFlags: [
    [1, 'FD_CLOEXEC'],
  ],
  sendFlags: [
    [1, 'MSG_OOB'], [2, 'MSG_PEEK'], [4, 'MSG_DONTROUTE'], [8, 'MSG_CTRUNC'], [16, 'MSG_PROXY'], [32, 'MSG_TRUNC'],
    [64, 'MSG_DONTWAIT'], [128, 'MSG_EOR'], [256, 'MSG_WAITALL'], [512, 'MSG_FIN'], [1024, 'MSG_SYN'],
    [2048, 'MSG_CONFIRM'], [4096, 'MSG_RST'], [8192, 'MSG_ERRQUEUE'], [16384, 'MSG_NOSIGNAL'], [32768, 'MSG_MORE'],
    [65536, 'MSG_WAITFORONE'], [262144, 'MSG_BATCH'], [67108864, 'MSG_ZEROCOPY'], [536870912, 'MSG_FASTOPEN'],
    [1073741824, 'MSG_CMSG_CLOEXEC'],
  ],
  socketFlags: [
    [524288, 'SOCK_CLOEXEC'], [2048, 'SOCK_NONBLOCK'],
  ],
  signalActionFlags: [
    [67108864, 'SA_RESTORER'], [134217728, 'SA_ONSTACK'], [268435456, 'SA_RESTART'], [536870912, 'SA_INTERRUPT'],
    [1073741824, 'SA_NODEFER'], [2147483648, 'SA_RESETHAND'], [4, 'SA_SIGINFO'], [1, 'SA_NOCLDSTOP'],
    [2, 'SA_NOCLDWAIT'],
  ],
  signalStackFlags: [
    [1, 'SS_ONSTACK'], [2, 'SS_DISABLE'],
  ],
  randomFlags: [
    [1, 'GRND_NONBLOCK'], [2, 'GRND_RANDOM'], [4, 'GRND_INSECURE'],
  ],
  statxMask: [
    [1, 'STATX_TYPE'], [2, 'STATX_MODE'], [4, 'STATX_NLINK'], [8, 'STATX_UID'], [16, 'STATX_GID'], [32, 'STATX_ATIME'],
    [64, 'STATX_MTIME'], [128, 'STATX_CTIME'], [256, 'STATX_INO'], [512, 'STATX_SIZE'], [1024, 'STATX_BLOCKS'],
    [2048, 'STATX_BTIME'], [4096, 'STATX_MNT_ID'], [8192, 'STATX_DIOALIGN'],
  ],
  closeRangeFlags: [
    [2, 'CLOSE_RANGE_UNSHARE'], [4, 'CLOSE_RANGE_CLOEXEC'],
  ],
  renameFlags: [
    [1, 'RENAME_NOREPLACE'], [2, 'RENAME_EXCHANGE'], [4, 'RENAME_WHITEOUT'],
  ],
  unlinkFlags: [
    [512, 'AT_REMOVEDIR'],
  ],
  rseqFlags: [
    [1, 'RSEQ_FLAG_UNREGISTER'],
  ],
  spliceFlags: [
    [1, 'SPLICE_F_MOVE'], [2, 'SPLICE_F_NONBLOCK'], [4, 'SPLICE_F_MORE'], [8, 'SPLICE_F_GIFT'],
  ],
  mlockFlags: [
    [1, 'MCL_CURRENT'], [2, 'MCL_FUTURE'], [4, 'MCL_ONFAULT'],
  ],
  syncFlags: [
    [1, 'MS_ASYNC'], [2, 'MS_INVALIDATE'], [4, 'MS_SYNC'],
  ],
  timerFlags: [
    [1, 'TIMER_ABSTIME'],
  ],
  flockOps: [
    [1, 'LOCK_SH'], [2, 'LOCK_EX'], [4, 'LOCK_NB'], [8, 'LOCK_UN'],
  ],
};
