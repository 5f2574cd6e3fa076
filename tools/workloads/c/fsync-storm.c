/* SPDX-License-Identifier: MIT */
/* Makes every small record durable at once: path=FILE record=BYTES think=NANOSECONDS. */
#include "workload.h"

#define RECORDS_IN_FILE 256

NOINLINE int append_record(int file, const char *record, size_t bytes, unsigned long number)
{
	off_t at = (off_t)(number % RECORDS_IN_FILE * bytes);

	if (pwrite(file, record, bytes, at) != (ssize_t)bytes)
		return -1;
	return fsync(file);
}

int main(int argc, char **argv)
{
	const char *path = text_argument(argc, argv, "path", "journal");
	size_t bytes = (size_t)argument(argc, argv, "record", 4096);
	uint64_t think = (uint64_t)argument(argc, argv, "think", 0);
	char *record = calloc(1, bytes);
	unsigned long synced = 0;
	int file;

	begin(argc, argv);
	file = open(path, O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0600);
	if (file < 0 || record == NULL)
		return 3;
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	while (!stopping) {
		memset(record, (int)synced, bytes);
		if (append_record(file, record, bytes, synced) != 0)
			break;
		synced++;
		if (think > 0)
			sleep_ns(think);
	}
	report("{\"synced\":%lu}\n", synced);
	unlink(path);
	return 0;
}
