/* SPDX-License-Identifier: MIT */
/* What every workload shares: key=value arguments, a life bound to its parent's, and a place to tell its truth. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define NOINLINE    __attribute__((noinline))
#define NANOSECONDS 1000000000ull
/* Where the truth goes when the starter opened it; silent otherwise. `truth=FILE` sends it to a file instead. */
#define REPORT_FD 3

static volatile sig_atomic_t stopping;
static int report_fd = REPORT_FD;

static inline void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

/* The value of `name=NUMBER` among the arguments. */
static inline long argument(int argc, char **argv, const char *name, long otherwise)
{
	size_t length = strlen(name);

	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], name, length) == 0 && argv[i][length] == '=')
			return strtol(argv[i] + length + 1, NULL, 10);
	}
	return otherwise;
}

/* The text of `name=TEXT` among the arguments. */
static inline const char *text_argument(int argc, char **argv, const char *name, const char *otherwise)
{
	size_t length = strlen(name);

	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], name, length) == 0 && argv[i][length] == '=')
			return argv[i] + length + 1;
	}
	return otherwise;
}

static inline uint64_t clock_now(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * NANOSECONDS + (uint64_t)now.tv_nsec;
}

static inline uint64_t now_ns(void)
{
	return clock_now(CLOCK_MONOTONIC);
}

static inline void sleep_ns(uint64_t duration)
{
	struct timespec left = {(time_t)(duration / NANOSECONDS), (long)(duration % NANOSECONDS)};

	nanosleep(&left, NULL);
}

__attribute__((format(printf, 1, 2))) static inline void report(const char *format, ...)
{
	char line[4096];
	va_list values;
	int length;

	if (fcntl(report_fd, F_GETFD) < 0)
		return;
	va_start(values, format);
	length = vsnprintf(line, sizeof(line), format, values);
	va_end(values);
	if (length > 0 && write(report_fd, line, (size_t)length) < 0)
		stopping = 1;
}

/*
 * Killed when the parent dies, however it dies. The death may have come before the prctl, so the parent is
 * compared with the one that was promised. see: PR_SET_PDEATHSIG in prctl(2)
 */
static inline void die_with_parent(long parent)
{
	if (parent == 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != (pid_t)parent)
		_exit(1);
}

/* SIGTERM, SIGINT and, after `seconds=`, SIGALRM all set `stopping`, and interrupt whatever blocks. */
static inline void begin(int argc, char **argv)
{
	struct sigaction action = {.sa_handler = on_stop};
	const char *truth = text_argument(argc, argv, "truth", NULL);

	if (truth != NULL)
		report_fd = open(truth, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);
	die_with_parent(argument(argc, argv, "parent", 0));
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGALRM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	alarm((unsigned int)argument(argc, argv, "seconds", 0));
}

/* Keeps the result of a computation alive. */
static inline void keep(uint64_t value)
{
	__asm__ volatile("" : : "r"(value) : "memory");
}

static inline uint64_t scramble(uint64_t value)
{
	value ^= value << 13;
	value ^= value >> 7;
	return value ^ (value << 17);
}

/* Works for `duty` percent of every 10 ms: `spent` is how long the work since the last rest took. */
static inline void rest(long duty, uint64_t spent)
{
	if (duty < 100)
		sleep_ns(spent * (uint64_t)(100 - duty) / (uint64_t)duty);
}

#endif
