/* SPDX-License-Identifier: MIT */
/* A polite batch job: lowest priority, mixed work in several functions: duty=PERCENT. */
#include "workload.h"

#define WORDS		65536
#define LOWEST_PRIORITY 19

static uint64_t table[WORDS];

NOINLINE void sort_block(size_t from)
{
	for (size_t i = from + 1; i < from + 256; i++) {
		uint64_t value = table[i];
		size_t at = i;

		for (; at > from && table[at - 1] > value; at--)
			table[at] = table[at - 1];
		table[at] = value;
	}
}

NOINLINE void refill_table(uint64_t seed)
{
	for (size_t i = 0; i < WORDS; i++) {
		seed = scramble(seed + i);
		table[i] = seed;
	}
}

NOINLINE uint64_t checksum_table(void)
{
	uint64_t sum = 0;

	for (int round = 0; round < 40; round++) {
		for (size_t i = 0; i < WORDS; i++)
			sum = sum * 31 + table[i];
	}
	return sum;
}

int main(int argc, char **argv)
{
	long duty = argument(argc, argv, "duty", 100);
	unsigned long rounds = 0;

	begin(argc, argv);
	if (nice(LOWEST_PRIORITY) == -1)
		return 3;
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	for (; !stopping; rounds++) {
		uint64_t started = now_ns();

		refill_table(rounds | 1);
		for (size_t from = 0; from < WORDS; from += 256)
			sort_block(from);
		keep(checksum_table());
		rest(duty, now_ns() - started);
	}
	report("{\"rounds\":%lu}\n", rounds);
	return 0;
}
