/* SPDX-License-Identifier: MIT */
/* What a host does anyway: a few percent of a CPU, some file reads, a little memory, a child now and then. */
#include "workload.h"
#include <sys/wait.h>

#define STEP	      (NANOSECONDS / 20)
#define STEPS_A_CHILD 40

static void read_small_files(void)
{
	static const char *const paths[] = {"/proc/loadavg", "/etc/hostname", "/etc/passwd"};
	char text[4096];

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		int file = open(paths[i], O_RDONLY | O_CLOEXEC);

		if (file < 0)
			continue;
		if (read(file, text, sizeof(text)) < 0)
			stopping = 1;
		close(file);
	}
}

static void compute_a_little(void)
{
	uint64_t state = 1;

	for (int i = 0; i < 300000; i++)
		state = scramble(state);
	keep(state);
}

static void use_memory(size_t bytes)
{
	char *block = malloc(bytes);

	if (block == NULL)
		return;
	memset(block, 1, bytes);
	keep((uint64_t)block[bytes / 2]);
	free(block);
}

static void start_child(void)
{
	pid_t parent = getpid();
	pid_t child = fork();

	if (child == 0) {
		die_with_parent(parent);
		compute_a_little();
		_exit(0);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

int main(int argc, char **argv)
{
	begin(argc, argv);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	for (unsigned int step = 1; !stopping; step++) {
		compute_a_little();
		read_small_files();
		use_memory(100000 + step % 7 * 10000);
		if (step % STEPS_A_CHILD == 0)
			start_child();
		sleep_ns(STEP);
	}
	return 0;
}
