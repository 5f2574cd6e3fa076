/* SPDX-License-Identifier: MIT */
/*
 * Runs a command that dies with its starter: tether PARENT COMMAND [ARGUMENT ...]. The promise to be killed outlives
 * execve(2) of a program without privileges of its own. see: PR_SET_PDEATHSIG in prctl(2)
 */
#include "workload.h"

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	die_with_parent(strtol(argv[1], NULL, 10));
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
