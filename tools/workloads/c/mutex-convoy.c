/* SPDX-License-Identifier: MIT */
/* Threads that all want one mutex, held while work is done: threads=N hold=NANOSECONDS gap=NANOSECONDS. */
#include "workload.h"
#include <pthread.h>

#ifndef LOCK_FUNCTION
#define LOCK_FUNCTION update_balance
#endif
#ifndef WORK_FUNCTION
#define WORK_FUNCTION recompute_totals
#endif

#define MAX_THREADS 256

static pthread_mutex_t balance_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t balance = 1;
static uint64_t updates;
static uint64_t hold;
static uint64_t gap;

NOINLINE void WORK_FUNCTION(uint64_t duration)
{
	uint64_t started = now_ns();

	while (now_ns() - started < duration)
		balance = scramble(balance);
}

NOINLINE void LOCK_FUNCTION(void)
{
	pthread_mutex_lock(&balance_lock);
	WORK_FUNCTION(hold);
	updates++;
	pthread_mutex_unlock(&balance_lock);
}

/* A little work of the thread's own, outside the lock. */
NOINLINE uint64_t read_request(uint64_t state)
{
	uint64_t started = now_ns();

	while (now_ns() - started < gap)
		state = scramble(state);
	return state;
}

static void *serve_requests(void *argument)
{
	uint64_t state = (uintptr_t)argument + 1;

	while (!stopping) {
		state = read_request(state);
		LOCK_FUNCTION();
	}
	keep(state);
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[MAX_THREADS];
	long count = argument(argc, argv, "threads", 8);

	begin(argc, argv);
	hold = (uint64_t)argument(argc, argv, "hold", 100000);
	gap = (uint64_t)argument(argc, argv, "gap", 2000);
	if (count < 1 || count > MAX_THREADS)
		return 2;
	for (long i = 0; i < count; i++)
		pthread_create(&threads[i], NULL, serve_requests, (void *)(uintptr_t)i);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	for (long i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	report("{\"updates\":%llu}\n", (unsigned long long)updates);
	return 0;
}
