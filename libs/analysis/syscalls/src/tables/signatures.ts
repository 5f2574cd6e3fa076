// The types of the arguments of every call, in order, by the manual (section 2) and the kernel's SYSCALL_DEFINE. A
// result other than a decimal number stands behind `->`. Calls that are traced rarely are given by arity: their
// arguments are written as the words that they are (`hex`).

const files = `
read fd outbuf@result size
write fd inbuf@2 size
open path oflags mode@1 -> fd
close fd
stat path stat
fstat fd stat
lstat path stat
lseek fd long enum:whence
pread64 fd outbuf@result size long
pwrite64 fd inbuf@2 size long
readv fd outiov uint
writev fd iniov uint
preadv fd outiov uint long hex
pwritev fd iniov uint long hex
preadv2 fd outiov uint long hex hex32
pwritev2 fd iniov uint long hex hex32
access path flags:access
faccessat dfd path flags:access
faccessat2 dfd path flags:access flags:accessAtFlags
openat dfd path oflags mode@2 -> fd
creat path mode -> fd
newfstatat dfd path stat flags:atFlags
statx dfd path statxflags flags:statxMask statx
statfs path statfs
fstatfs fd statfs
readlink path outbuf@result size
readlinkat dfd path outbuf@result size
getcwd cwd size
chdir path
fchdir fd
chroot path
rename path path
renameat dfd path dfd path
renameat2 dfd path dfd path flags:renameFlags
mkdir path mode
mkdirat dfd path mode
rmdir path
link path path
linkat dfd path dfd path flags:atFlags
symlink path path
symlinkat path dfd path
unlink path
unlinkat dfd path flags:unlinkFlags
chmod path mode
fchmod fd mode
fchmodat dfd path mode
chown path id id
fchown fd id id
lchown path id id
fchownat dfd path id id flags:atFlags
mknod path filemode hex
mknodat dfd path filemode hex
truncate path long
ftruncate fd long
utimensat dfd path intimes flags:atFlags
umask mode -> octal
getdents64 fd dirents size
dup fd -> fd
dup2 fd fd -> fd
dup3 fd fd flags:dupFlags -> fd
pipe pair
pipe2 pair flags:pipeFlags
fcntl fd enum:fcntl fcntlarg -> fcntl
ioctl fd enum:terminalIoctl ioctlarg
flock fd flags:flockOps
fsync fd
fdatasync fd
syncfs fd
sync
fallocate fd hex32 long long
fadvise64 fd long long enum:fadvise
readahead fd long size
sendfile fd fd inlong size
copy_file_range fd inlong fd inlong size hex32
splice fd inlong fd inlong size flags:spliceFlags
tee fd fd size flags:spliceFlags
close_range uint uint flags:closeRangeFlags
getxattr path name outbuf@result size
lgetxattr path name outbuf@result size
fgetxattr fd name outbuf@result size
memfd_create string flags:memfdFlags -> fd
eventfd uint -> fd
eventfd2 uint flags:eventFlags -> fd
timerfd_create enum:clock flags:timerFdFlags -> fd
timerfd_settime fd flags:timerFlags interval oldinterval
timerfd_gettime fd oldinterval
inotify_init -> fd
inotify_init1 flags:inotifyFlags -> fd
inotify_rm_watch fd int
epoll_create int -> fd
epoll_create1 flags:epollCreate -> fd
epoll_ctl fd enum:epollOp fd epollevent
epoll_wait fd epollevents int int
epoll_pwait fd epollevents int int insigset size
poll pollfds uint int -> poll
mount path path string hex hex
umount2 path hex32
pivot_root path path
swapon path hex32
swapoff path
`;

const memoryAndProcesses = `
mmap addr size flags:protection mapflags fd hex -> addr
mprotect addr size flags:protection
munmap addr size
brk addr -> addr
mremap addr size size flags:remapFlags -> addr
madvise addr size enum:madvise
msync addr size flags:syncFlags
mlock addr size
mlock2 addr size hex32
munlock addr size
mlockall flags:mlockFlags
munlockall
mincore addr size addr
execve path strings environment
execveat dfd path strings environment flags:atFlags
exit int -> never
exit_group int -> never
fork
vfork
clone childstack cloneflags cloneparent clonechild clonetls
prctl enum:prctl prctl@1 prctl@2 prctl@3 prctl@4
clone3 clonearguments size
wait4 int waitstatus flags:waitFlags rusage
kill int signal
tkill int signal
tgkill int int signal
getpid
getppid
gettid
getpgrp
getpgid int
setpgid int int
getsid int
setsid
getuid
geteuid
getgid
getegid
setuid uint
setgid uint
setreuid id id
setregid id id
getgroups int groups
getrusage enum:rusageWho rusage
getrlimit enum:resource outlimits
setrlimit enum:resource inlimits
prlimit64 int enum:resource inlimits outlimits
uname uname
sysinfo sysinfo
sched_yield
sched_getaffinity int uint cpus
getpriority enum:priorityWho int
setpriority enum:priorityWho int int
set_tid_address addr
set_robust_list addr size
rseq addr zerohex hex32 zerohex
arch_prctl enum:archPrctl addr
getrandom outhex@result size flags:randomFlags
membarrier hex32 hex32 int
personality hex32
seccomp enum:seccompOp hex32 addr
bpf enum:bpfCommand addr size
pidfd_open int hex32 -> fd
pidfd_send_signal fd signal addr hex32
pidfd_getfd fd fd hex32 -> fd
pkey_alloc hex32 hex32
sigaltstack insigstack outsigstack
process_vm_readv int addr size addr size hex32
io_uring_setup uint addr -> fd
io_uring_enter fd uint uint hex32 addr size
`;

const signalsAndTime = `
rt_sigaction signal sigaction oldsigaction size
rt_sigprocmask enum:maskHow insigset outsigset size
rt_sigpending outsigset size
rt_sigsuspend insigset size
rt_sigreturn sigframe
pause
alarm uint
nanosleep intime remaining
clock_nanosleep enum:clock flags:timerFlags intime remaining
clock_gettime enum:clock outtime
clock_getres enum:clock outtime
clock_settime enum:clock intime
gettimeofday outmicrotime addr
getitimer enum:itimer oldmicrointerval
setitimer enum:itimer microinterval oldmicrointerval
timer_settime int flags:timerFlags interval oldinterval
timer_gettime int oldinterval
timer_delete int
timer_create enum:clock addr outint
futex addr futexop futexval futextime futexaddr futexlast
pselect6 int infds infds infds selecttime addr -> select
select int infds infds infds selectmicrotime -> select
restart_syscall resuming
`;

const network = `
socket enum:family socktype protocol -> fd
socketpair enum:family socktype protocol pair
connect fd sockaddr@2 int
bind fd sockaddr@2 int
listen fd int
accept fd outsockaddr@2 socklen -> fd
accept4 fd outsockaddr@2 socklen flags:socketFlags -> fd
getsockname fd outsockaddr@2 socklen
getpeername fd outsockaddr@2 socklen
sendto fd inbuf@2 size flags:sendFlags sockaddr@5 uint
recvfrom fd outbuf@result size flags:sendFlags outsockaddr@5 socklen
sendmsg fd sendmessage flags:sendFlags
recvmsg fd receivemessage flags:sendFlags
shutdown fd shutdown
setsockopt fd enum:socketLevel sockopt inoption int
getsockopt fd enum:socketLevel sockopt outoption socklen
`;

const byArity: Readonly<Record<number, string>> = {
  0: 'vhangup',
  1:
    'times time uselib setfsuid setfsgid sched_getscheduler acct io_destroy unshare timer_getoverrun ' +
    'sched_get_priority_max sched_get_priority_min mq_unlink pkey_free userfaultfd memfd_secret shmdt iopl adjtimex',
  2:
    'ustat utime utimes capget capset sched_setparam sched_getparam sched_rr_get_interval sethostname ' +
    'setdomainname removexattr lremovexattr fremovexattr delete_module io_setup setns process_mrelease fsopen ' +
    'landlock_restrict_self msgget settimeofday mq_notify clock_adjtime setgroups fanotify_init',
  3:
    'shmget shmat shmctl semget semop msgctl syslog setresuid setresgid getresuid getresgid rt_sigqueueinfo ioperm ' +
    'listxattr llistxattr flistxattr init_module sched_setaffinity io_submit io_cancel ioprio_set ioprio_get ' +
    'inotify_add_watch futimesat get_robust_list mq_getsetattr sched_setattr open_tree finit_module ' +
    'landlock_create_ruleset ' +
    'sched_setscheduler getdents getcpu fspick fsmount set_mempolicy sysfs open_by_handle_at',
  4:
    'semctl msgsnd semtimedop quotactl migrate_pages rt_tgsigqueueinfo sendmmsg vmsplice openat2 landlock_add_rule ' +
    'pkey_mprotect sched_getattr ptrace quotactl_fd sync_file_range io_uring_register mq_open rt_sigtimedwait ' +
    'set_mempolicy_home_node request_key kexec_load',
  5:
    'waitid msgrcv remap_file_pages setxattr lsetxattr fsetxattr mq_timedsend mq_timedreceive ' +
    'io_getevents add_key keyctl fanotify_mark move_mount perf_event_open kcmp name_to_handle_at get_mempolicy ' +
    'recvmmsg mount_setattr futex_waitv process_madvise fsconfig kexec_file_load ppoll',
  6: 'move_pages mbind epoll_pwait2 process_vm_writev io_pgetevents',
};

const words = Object.entries(byArity).flatMap(([arity, names]) =>
  names.split(' ').map((name) => `${name}${' hex'.repeat(Number(arity))}`),
);

/** Lines of `name type type ... [-> result]`; the first line of a name counts. */
export const signatures: readonly string[] = [
  ...[files, memoryAndProcesses, signalsAndTime, network].flatMap((text) => text.trim().split('\n')),
  ...words,
];
