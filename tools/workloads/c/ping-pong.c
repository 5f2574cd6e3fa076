/* SPDX-License-Identifier: MIT */
/* Two processes that hand one byte to and fro: work=NANOSECONDS of computing at each hand-over. */
#include "workload.h"
#include <sys/wait.h>

static uint64_t work;

NOINLINE void consume_message(void)
{
	uint64_t started = now_ns();
	uint64_t state = started | 1;

	while (work > 0 && now_ns() - started < work)
		state = scramble(state);
	keep(state);
}

NOINLINE uint64_t exchange_messages(int from, int to)
{
	uint64_t exchanged = 0;
	char message = 0;

	while (!stopping && read(from, &message, 1) == 1) {
		consume_message();
		if (write(to, &message, 1) != 1)
			break;
		exchanged++;
	}
	return exchanged;
}

int main(int argc, char **argv)
{
	int there[2], back[2];
	pid_t first = getpid();
	pid_t second;
	uint64_t exchanged;

	begin(argc, argv);
	work = (uint64_t)argument(argc, argv, "work", 0);
	if (pipe(there) != 0 || pipe(back) != 0)
		return 3;
	second = fork();
	if (second < 0)
		return 3;
	if (second == 0) {
		die_with_parent(first);
		close(there[1]);
		close(back[0]);
		exchange_messages(there[0], back[1]);
		return 0;
	}
	close(there[0]);
	close(back[1]);
	report("{\"ready\":true,\"pids\":[%d,%d]}\n", first, second);
	exchanged = write(there[1], "x", 1) == 1 ? exchange_messages(back[0], there[1]) : 0;
	close(there[1]);
	close(back[0]);
	kill(second, SIGTERM);
	waitpid(second, NULL, 0);
	report("{\"roundTrips\":%llu}\n", (unsigned long long)exchanged);
	return 0;
}
