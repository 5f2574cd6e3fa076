/* SPDX-License-Identifier: MIT */
/* Allocates, fills and forgets: rate=BYTES_PER_SECOND chunk=BYTES limit=BYTES. Beside it, memory that is freed. */
#include "workload.h"

#ifndef LEAK_FUNCTION
#define LEAK_FUNCTION cache_session
#endif

#define STEPS_A_SECOND 200

static void *volatile newest;

NOINLINE void LEAK_FUNCTION(size_t bytes)
{
	char *session = malloc(bytes);

	if (session == NULL)
		exit(3);
	memset(session, 0x5a, bytes);
	newest = session;
}

/* Honest use of the heap, so that not every allocation leaks. */
NOINLINE void build_response(size_t bytes)
{
	char *response = malloc(bytes);

	if (response == NULL)
		exit(3);
	memset(response, 0x33, bytes);
	newest = response;
	free(response);
}

NOINLINE size_t handle_requests(size_t budget, size_t chunk)
{
	size_t leaked = 0;

	for (; leaked < budget && !stopping; leaked += chunk) {
		build_response(chunk);
		LEAK_FUNCTION(chunk);
	}
	return leaked;
}

int main(int argc, char **argv)
{
	size_t rate = (size_t)argument(argc, argv, "rate", 100000000);
	size_t chunk = (size_t)argument(argc, argv, "chunk", 16384);
	size_t limit = (size_t)argument(argc, argv, "limit", 1000000000);
	uint64_t started = now_ns();
	size_t leaked = 0;

	begin(argc, argv);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	while (!stopping && leaked < limit) {
		size_t due = (size_t)((double)(now_ns() - started) / NANOSECONDS * (double)rate);

		if (due > leaked)
			leaked += handle_requests(due - leaked, chunk);
		sleep_ns(NANOSECONDS / STEPS_A_SECOND);
	}
	report("{\"leakedBytes\":%zu}\n", leaked);
	return 0;
}
