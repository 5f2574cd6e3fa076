/* SPDX-License-Identifier: MIT */
/* Touches pages, gives them back, touches them again: bytes=N duty=PERCENT. */
#include "workload.h"
#include <sys/mman.h>

#ifndef TOUCH_FUNCTION
#define TOUCH_FUNCTION fill_scratch
#endif

NOINLINE void TOUCH_FUNCTION(char *scratch, size_t bytes, size_t page)
{
	for (size_t at = 0; at < bytes; at += page)
		scratch[at] = (char)at;
}

NOINLINE void reset_scratch(char *scratch, size_t bytes)
{
	madvise(scratch, bytes, MADV_DONTNEED);
}

int main(int argc, char **argv)
{
	size_t bytes = (size_t)argument(argc, argv, "bytes", 32 << 20);
	long duty = argument(argc, argv, "duty", 100);
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned long long faults = 0;
	char *scratch;

	begin(argc, argv);
	scratch = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (scratch == MAP_FAILED)
		return 3;
	/* One fault a page, whatever transparent_hugepage says. see: madvise(2) */
	madvise(scratch, bytes, MADV_NOHUGEPAGE);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	while (!stopping) {
		uint64_t started = now_ns();

		TOUCH_FUNCTION(scratch, bytes, page);
		reset_scratch(scratch, bytes);
		faults += bytes / page;
		rest(duty, now_ns() - started);
	}
	report("{\"faults\":%llu}\n", faults);
	return 0;
}
