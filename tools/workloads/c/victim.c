/* SPDX-License-Identifier: MIT */
/*
 * The user who is hurt: a small request every `period=NANOSECONDS`, `rounds=LOOPS` of work each; its latency is counted
 * from when it was due, so that a late start counts too. SIGUSR1 ends a window and begins the next.
 */
#include "latency.h"
#include "workload.h"

static volatile sig_atomic_t window_over;

static void on_window(int signal)
{
	(void)signal;
	window_over = 1;
}

NOINLINE uint64_t answer_request(uint64_t state, long rounds)
{
	for (long i = 0; i < rounds; i++)
		state = scramble(state);
	return state;
}

static void tell_window(struct latency *latency, int number)
{
	report("{\"window%d\":{\"requests\":%llu,\"p50us\":%.1f,\"p99us\":%.1f,\"maxus\":%.1f}}\n", number,
	       (unsigned long long)latency->total, (double)latency_quantile(latency, 0.50) / 1000,
	       (double)latency_quantile(latency, 0.99) / 1000, (double)latency->max / 1000);
	memset(latency, 0, sizeof(*latency));
}

int main(int argc, char **argv)
{
	struct sigaction action = {.sa_handler = on_window};
	uint64_t period = (uint64_t)argument(argc, argv, "period", 10000000);
	long rounds = argument(argc, argv, "rounds", 50000);
	struct latency latency = {0};
	uint64_t state = 1;
	uint64_t due;
	int window = 0;

	begin(argc, argv);
	sigaction(SIGUSR1, &action, NULL);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	for (due = now_ns() + period; !stopping; due += period) {
		struct timespec until = {(time_t)(due / NANOSECONDS), (long)(due % NANOSECONDS)};

		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
		state = answer_request(state, rounds);
		latency_add(&latency, now_ns() > due ? now_ns() - due : 0);
		if (window_over) {
			window_over = 0;
			tell_window(&latency, window++);
		}
	}
	keep(state);
	tell_window(&latency, window);
	return 0;
}
