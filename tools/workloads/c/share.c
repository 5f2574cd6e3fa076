/* SPDX-License-Identifier: MIT */
/*
 * CPU time split 50/30/15/5 over four functions: units=N (or until stopped) rounds=LOOPS_IN_A_UNIT. Units of equal work
 * are dealt from a bag of twenty in a shuffled order, so that no sampling rate can fall into step with them.
 */
#include "workload.h"

#define BAG	  20
#define FUNCTIONS 4

#define WORK(name, salt)                                                                                               \
	NOINLINE uint64_t name(uint64_t state, long rounds)                                                            \
	{                                                                                                              \
		for (long i = 0; i < rounds; i++)                                                                      \
			state = scramble(state + (salt));                                                              \
		return state;                                                                                          \
	}

WORK(price_orders, 11)
WORK(match_orders, 23)
WORK(write_ledger, 47)
WORK(audit_trail, 83)

static const struct {
	const char *name;
	int units_in_bag;
	uint64_t (*work)(uint64_t state, long rounds);
} functions[FUNCTIONS] = {
	{"price_orders", 10, price_orders},
	{"match_orders", 6, match_orders},
	{"write_ledger", 3, write_ledger},
	{"audit_trail", 1, audit_trail},
};

static uint64_t cpu_ns[FUNCTIONS];
static uint64_t units_done[FUNCTIONS];

static void fill_bag(int *bag, uint64_t *chance)
{
	int filled = 0;

	for (int f = 0; f < FUNCTIONS; f++) {
		for (int i = 0; i < functions[f].units_in_bag; i++)
			bag[filled++] = f;
	}
	for (int i = BAG - 1; i > 0; i--) {
		int other;
		int held = bag[i];

		*chance = scramble(*chance);
		other = (int)(*chance % (uint64_t)(i + 1));
		bag[i] = bag[other];
		bag[other] = held;
	}
}

NOINLINE uint64_t run_unit(int which, uint64_t state, long rounds)
{
	uint64_t before = clock_now(CLOCK_THREAD_CPUTIME_ID);

	state = functions[which].work(state, rounds);
	cpu_ns[which] += clock_now(CLOCK_THREAD_CPUTIME_ID) - before;
	units_done[which]++;
	return state;
}

NOINLINE uint64_t run_market(long units, long rounds)
{
	uint64_t state = 1;
	uint64_t chance = 0x9e3779b97f4a7c15ull;
	int bag[BAG];

	for (long done = 0; !stopping && (units == 0 || done < units); done++) {
		if (done % BAG == 0)
			fill_bag(bag, &chance);
		state = run_unit(bag[done % BAG], state, rounds);
	}
	return state;
}

static void tell_truth(uint64_t elapsed)
{
	uint64_t total = 0;

	for (int f = 0; f < FUNCTIONS; f++)
		total += cpu_ns[f];
	report("{\"elapsedNanoseconds\":%llu,\"cpuNanoseconds\":%llu,\"functions\":{", (unsigned long long)elapsed,
	       (unsigned long long)total);
	for (int f = 0; f < FUNCTIONS; f++)
		report("%s\"%s\":{\"units\":%llu,\"cpuNanoseconds\":%llu,\"share\":%.6f}", f == 0 ? "" : ",",
		       functions[f].name, (unsigned long long)units_done[f], (unsigned long long)cpu_ns[f],
		       total == 0 ? 0.0 : (double)cpu_ns[f] / (double)total);
	report("}}\n");
}

int main(int argc, char **argv)
{
	long units = argument(argc, argv, "units", 0);
	long rounds = argument(argc, argv, "rounds", 100000);
	uint64_t started;

	begin(argc, argv);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	started = now_ns();
	keep(run_market(units, rounds));
	tell_truth(now_ns() - started);
	return 0;
}
