/* SPDX-License-Identifier: MIT */
/*
 * Starts threads without a pause, two starters at once, until its input ends. Each thread faults in as many pages as
 * the first argument says, from code in a section of its own, and ends. It says where the section lies.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define TOUCHING __attribute__((noinline, section("touching")))
#define PAGE 4096

extern char __start_touching[], __stop_touching[];

static long pages;
static volatile int stopping;

TOUCHING static void touch(volatile char* bytes, long count) {
  for (long i = 0; i < count; i++) bytes[i * PAGE] = 1;
}

static void* touch_in_thread(void* unused) {
  char* bytes = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (bytes == MAP_FAILED) exit(3);
  madvise(bytes, pages * PAGE, MADV_NOHUGEPAGE);
  touch(bytes, pages);
  munmap(bytes, pages * PAGE);
  return unused;
}

static void* start_threads(void* unused) {
  pthread_t id;

  while (!stopping) {
    if (pthread_create(&id, NULL, touch_in_thread, NULL) == 0) pthread_join(id, NULL);
  }
  return unused;
}

int main(int argc, char** argv) {
  char line[8];
  pthread_t starters[2];

  if (argc != 2) return 2;
  pages = atol(argv[1]);
  for (int i = 0; i < 2; i++) pthread_create(&starters[i], NULL, start_threads, NULL);
  setvbuf(stdout, NULL, _IONBF, 0);
  printf("{\"from\":\"%p\",\"to\":\"%p\"}\n", (void*)__start_touching, (void*)__stop_touching);
  while (read(0, line, sizeof(line)) > 0) continue;
  stopping = 1;
  for (int i = 0; i < 2; i++) pthread_join(starters[i], NULL);
  return 0;
}
