/* SPDX-License-Identifier: MIT */
/* Opens files and forgets to close them: rate=PER_SECOND path=FILE. Ends by itself at the limit of descriptors. */
#include "workload.h"
#include <sys/resource.h>

#define BATCHES_A_SECOND 100

NOINLINE int load_settings(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC);
}

int main(int argc, char **argv)
{
	const char *path = text_argument(argc, argv, "path", "/etc/passwd");
	long rate = argument(argc, argv, "rate", 500);
	long batch = rate / BATCHES_A_SECOND > 0 ? rate / BATCHES_A_SECOND : 1;
	unsigned long opened = 0;
	struct rlimit limit;

	begin(argc, argv);
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	report("{\"ready\":true,\"pids\":[%d],\"limit\":%lu}\n", getpid(), (unsigned long)limit.rlim_cur);
	while (!stopping) {
		for (long i = 0; i < batch; i++) {
			if (load_settings(path) < 0) {
				stopping = 1;
				break;
			}
			opened++;
		}
		sleep_ns(NANOSECONDS * (uint64_t)batch / (uint64_t)rate);
	}
	report("{\"opened\":%lu}\n", opened);
	return 0;
}
