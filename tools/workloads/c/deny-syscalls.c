/* SPDX-License-Identifier: MIT */
/*
 * Runs a command in which the system calls of observers fail with EPERM, as a default container makes them:
 * deny-syscalls [NAME ...] -- COMMAND [ARGUMENT ...]
 * see: seccomp(2), Documentation/userspace-api/seccomp_filter.rst
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#error "say which AUDIT_ARCH this is"
#endif
/* Numbers from here on are the x32 ABI's, which would otherwise walk around the filter. */
#define FOREIGN_ABI	   0x40000000u
#define DENIED		   (SECCOMP_RET_ERRNO | EPERM)
#define FIXED_INSTRUCTIONS 6

static const struct {
	const char *name;
	unsigned int number;
} known[] = {
	{"perf_event_open", SYS_perf_event_open},
	{"bpf", SYS_bpf},
	{"ptrace", SYS_ptrace},
	{"process_vm_readv", SYS_process_vm_readv},
	{"process_vm_writev", SYS_process_vm_writev},
	{"kcmp", SYS_kcmp},
	{"pidfd_getfd", SYS_pidfd_getfd},
};
#define KNOWN (sizeof(known) / sizeof(known[0]))

static struct sock_filter filter[FIXED_INSTRUCTIONS + 2 * KNOWN + 1];
static unsigned short length;

static void add(struct sock_filter instruction)
{
	filter[length++] = instruction;
}

static void begin_filter(void)
{
	add((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)));
	add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0));
	add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, DENIED));
	add((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
	add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN_ABI, 0, 1));
	add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, DENIED));
}

static void deny(unsigned int number)
{
	add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1));
	add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, DENIED));
}

/* Each known call is denied if it is named, or if none is. */
static int deny_named(int count, char **names)
{
	int found = 0;

	for (size_t i = 0; i < KNOWN; i++) {
		int wanted = count == 0;

		for (int n = 0; n < count; n++)
			wanted |= strcmp(names[n], known[i].name) == 0;
		if (!wanted)
			continue;
		deny(known[i].number);
		found++;
	}
	return found >= count;
}

static int install_filter(void)
{
	struct sock_fprog program = {.len = length, .filter = filter};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv)
{
	int separator = 1;

	while (separator < argc && strcmp(argv[separator], "--") != 0)
		separator++;
	begin_filter();
	if (separator + 1 >= argc || !deny_named(separator - 1, argv + 1)) {
		fprintf(stderr, "usage: deny-syscalls [NAME ...] -- COMMAND [ARGUMENT ...]\nnames:");
		for (size_t i = 0; i < KNOWN; i++)
			fprintf(stderr, " %s", known[i].name);
		fprintf(stderr, "\n");
		return 2;
	}
	add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	if (install_filter() != 0) {
		perror("deny-syscalls: seccomp");
		return 126;
	}
	execvp(argv[separator + 1], argv + separator + 1);
	perror(argv[separator + 1]);
	return 127;
}
