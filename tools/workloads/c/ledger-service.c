/* SPDX-License-Identifier: MIT */
/*
 * A small order service with two faults planted in it. Every request is priced (price_order, the hot function: honest
 * computing) and posted to a ledger. post_to_ledger holds the global ledger_lock while it waits for the journal, so all
 * threads stand in line behind one wait: a lock convoy. `convoy=0` waits outside the lock, which is the repair.
 * threads=N journal=NANOSECONDS price=ROUNDS seconds=N
 */
#include "latency.h"
#include "workload.h"
#include <pthread.h>

#define MAX_THREADS 64

struct worker {
	pthread_t thread;
	struct latency latency;
	uint64_t state;
};

static struct worker workers[MAX_THREADS];
static pthread_mutex_t ledger_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t ledger_entries;
static uint64_t journal_wait;
static long price_rounds;
static long convoy;

/* What a write to a slow disk looks like from the caller: the thread sleeps. */
NOINLINE void write_journal(void)
{
	sleep_ns(journal_wait);
}

NOINLINE void post_to_ledger(uint64_t price)
{
	if (!convoy)
		write_journal();
	pthread_mutex_lock(&ledger_lock);
	ledger_entries += price != 0;
	if (convoy)
		write_journal();
	pthread_mutex_unlock(&ledger_lock);
}

NOINLINE uint64_t price_order(uint64_t order)
{
	for (long i = 0; i < price_rounds; i++)
		order = scramble(order + (uint64_t)i);
	return order;
}

NOINLINE uint64_t parse_request(uint64_t state)
{
	for (int i = 0; i < 500; i++)
		state = scramble(state);
	return state;
}

NOINLINE void handle_request(struct worker *worker)
{
	uint64_t started = now_ns();

	worker->state = price_order(parse_request(worker->state));
	post_to_ledger(worker->state);
	latency_add(&worker->latency, now_ns() - started);
}

static void *serve_requests(void *argument)
{
	struct worker *worker = argument;

	while (!stopping)
		handle_request(worker);
	return NULL;
}

static void tell_truth(const struct latency *all, double seconds)
{
	double rate = (double)all->total / seconds;
	double p50 = (double)latency_quantile(all, 0.50) / 1000;
	double p99 = (double)latency_quantile(all, 0.99) / 1000;

	printf("%llu requests, %.0f a second, latency p50 %.0f us, p99 %.0f us\n", (unsigned long long)all->total, rate,
	       p50, p99);
	report("{\"requests\":%llu,\"perSecond\":%.1f,\"p50us\":%.1f,\"p99us\":%.1f,\"ledgerEntries\":%llu}\n",
	       (unsigned long long)all->total, rate, p50, p99, (unsigned long long)ledger_entries);
}

int main(int argc, char **argv)
{
	long count = argument(argc, argv, "threads", 8);
	struct latency all = {0};
	uint64_t started;

	begin(argc, argv);
	journal_wait = (uint64_t)argument(argc, argv, "journal", 300000);
	price_rounds = argument(argc, argv, "price", 60000);
	convoy = argument(argc, argv, "convoy", 1);
	if (count < 1 || count > MAX_THREADS)
		return 2;
	started = now_ns();
	for (long i = 0; i < count; i++) {
		workers[i].state = (uint64_t)i + 1;
		pthread_create(&workers[i].thread, NULL, serve_requests, &workers[i]);
	}
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	for (long i = 0; i < count; i++) {
		pthread_join(workers[i].thread, NULL);
		latency_merge(&all, &workers[i].latency);
	}
	tell_truth(&all, (double)(now_ns() - started) / NANOSECONDS);
	return 0;
}
