/* SPDX-License-Identifier: MIT */
/*
 * What an observer may use here, tried and not guessed: each call is made in its smallest form, and its errno is told
 * as JSON on standard output (0 for granted). see: perf_event_open(2), bpf(2), ptrace(2), process_vm_readv(2)
 */
#include <errno.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int errno_of(long result)
{
	if (result < 0)
		return errno;
	return 0;
}

static int try_perf(int exclude_kernel)
{
	struct perf_event_attr attr;
	long fd;
	int error;

	memset(&attr, 0, sizeof(attr));
	attr.size = sizeof(attr);
	attr.type = PERF_TYPE_SOFTWARE;
	attr.config = PERF_COUNT_SW_CPU_CLOCK;
	attr.disabled = 1;
	attr.exclude_kernel = (unsigned int)exclude_kernel & 1;
	fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
	error = errno_of(fd);
	if (fd >= 0)
		close((int)fd);
	return error;
}

static int try_bpf(void)
{
	union bpf_attr attr;
	long fd;
	int error;

	memset(&attr, 0, sizeof(attr));
	attr.map_type = BPF_MAP_TYPE_HASH;
	attr.key_size = 4;
	attr.value_size = 4;
	attr.max_entries = 1;
	fd = syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr));
	error = errno_of(fd);
	if (fd >= 0)
		close((int)fd);
	return error;
}

/* In a child, which would otherwise stay marked as traced. */
static int try_ptrace(void)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(errno_of(ptrace(PTRACE_TRACEME, 0, NULL, NULL)));
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static int try_process_memory(void)
{
	int here = 1;
	int there = 0;
	struct iovec from = {&here, sizeof(here)};
	struct iovec to = {&there, sizeof(there)};

	return errno_of(process_vm_readv(getpid(), &to, 1, &from, 1, 0));
}

int main(void)
{
	printf("{\"uid\":%d,\"perf\":%d,\"perfKernel\":%d,\"bpf\":%d,\"ptrace\":%d,\"processMemory\":%d}\n",
	       (int)geteuid(), try_perf(1), try_perf(0), try_bpf(), try_ptrace(), try_process_memory());
	return 0;
}
