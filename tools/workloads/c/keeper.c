/* SPDX-License-Identifier: MIT */
/*
 * Cleans up when its starter is gone. It reads lines from standard input: "folder PATH" and "cgroup PATH". At the
 * end of the input, which comes when the starter closes the pipe and just as well when it is killed, it kills what
 * still runs in those cgroups and removes them and the folders.
 */
#define _XOPEN_SOURCE 700
#include "workload.h"
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>

#define MAX_PLACES 64
#define TRIES	   500

static char places[MAX_PLACES][PATH_MAX + 16];
static int place_count;

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void kill_members(const char *cgroup)
{
	char path[PATH_MAX + 16];
	FILE *members;
	int pid;

	snprintf(path, sizeof(path), "%s/cgroup.procs", cgroup);
	members = fopen(path, "re");
	if (members == NULL)
		return;
	while (fscanf(members, "%d", &pid) == 1) {
		if (pid > 0)
			kill(pid, SIGKILL);
	}
	fclose(members);
}

/* A killed member leaves its cgroup only when it is reaped, so the removal is tried again. */
static int remove_cgroup(const char *cgroup)
{
	for (int i = 0; i < TRIES; i++) {
		kill_members(cgroup);
		if (rmdir(cgroup) == 0 || errno == ENOENT)
			return 0;
		sleep_ns(NANOSECONDS / 100);
	}
	fprintf(stderr, "keeper: cannot remove %s: %s\n", cgroup, strerror(errno));
	return 1;
}

static int remove_folder(const char *folder)
{
	if (nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
		return 0;
	fprintf(stderr, "keeper: cannot remove %s: %s\n", folder, strerror(errno));
	return 1;
}

static int remove_place(const char *place)
{
	if (strncmp(place, "cgroup ", 7) == 0)
		return remove_cgroup(place + 7);
	return strncmp(place, "folder ", 7) == 0 ? remove_folder(place + 7) : 1;
}

int main(void)
{
	int failed = 0;

	setsid();
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	report("{\"ready\":true,\"pids\":[%d]}\n", getpid());
	while (place_count < MAX_PLACES && fgets(places[place_count], sizeof(places[0]), stdin) != NULL) {
		places[place_count][strcspn(places[place_count], "\n")] = '\0';
		place_count++;
	}
	/* The newest first: what stands in a folder goes before the folder. */
	while (place_count > 0)
		failed |= remove_place(places[--place_count]);
	return failed;
}
