/* SPDX-License-Identifier: MIT */
/* A program that computes without end: threads=N duty=PERCENT. */
#include "workload.h"
#include <pthread.h>

#ifndef HOT_FUNCTION
#define HOT_FUNCTION score_candidates
#endif

#define SLICE	    (10 * 1000 * 1000ull)
#define MAX_THREADS 64

static long duty;

NOINLINE uint64_t HOT_FUNCTION(uint64_t state, int rounds)
{
	for (int i = 0; i < rounds; i++)
		state = scramble(state + (uint64_t)i);
	return state;
}

NOINLINE uint64_t process_batch(uint64_t state)
{
	uint64_t started = now_ns();

	while (now_ns() - started < SLICE && !stopping)
		state = HOT_FUNCTION(state | 1, 50000);
	rest(duty, now_ns() - started);
	return state;
}

static void *serve_batches(void *argument)
{
	uint64_t state = (uintptr_t)argument + 1;

	while (!stopping)
		state = process_batch(state);
	keep(state);
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[MAX_THREADS];
	long count = argument(argc, argv, "threads", 1);

	begin(argc, argv);
	duty = argument(argc, argv, "duty", 100);
	if (count < 1 || count > MAX_THREADS || duty < 1)
		return 2;
	for (long i = 1; i < count; i++)
		pthread_create(&threads[i], NULL, serve_batches, (void *)(uintptr_t)i);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	serve_batches(NULL);
	for (long i = 1; i < count; i++)
		pthread_join(threads[i], NULL);
	report("{\"cpuNanoseconds\":%llu}\n", (unsigned long long)clock_now(CLOCK_PROCESS_CPUTIME_ID));
	return 0;
}
