/* SPDX-License-Identifier: MIT */
/* Writes a file one byte at a time: path=FILE duty=PERCENT. */
#include "workload.h"

#define RUN 65536

NOINLINE unsigned long export_report(int file, uint64_t *state)
{
	unsigned long written = 0;

	for (int i = 0; i < RUN && !stopping; i++) {
		char byte;

		*state = scramble(*state);
		byte = (char)*state;
		if (write(file, &byte, 1) == 1)
			written++;
	}
	return written;
}

int main(int argc, char **argv)
{
	const char *path = text_argument(argc, argv, "path", "/dev/null");
	long duty = argument(argc, argv, "duty", 100);
	unsigned long long written = 0;
	uint64_t state = 1;
	int file;

	begin(argc, argv);
	file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	if (file < 0)
		return 3;
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	while (!stopping) {
		uint64_t started = now_ns();

		written += export_report(file, &state);
		lseek(file, 0, SEEK_SET);
		rest(duty, now_ns() - started);
	}
	report("{\"written\":%llu}\n", written);
	return 0;
}
