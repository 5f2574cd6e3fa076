/* SPDX-License-Identifier: MIT */
/*
 * Faults a known number of pages in, from code in a section of its own, so that these faults can be told from all
 * others: page-toucher PAGES THREADS CHILDREN. It says where the section lies, waits for a line, touches, says how many
 * faults getrusage(2) saw in between, and waits for a second line. Each thread and each child touches PAGES as well.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOUCHING __attribute__((noinline, section("touching")))
#define PAGE 4096

extern char __start_touching[], __stop_touching[];

static long pages;

TOUCHING static void touch(volatile char* bytes, long count) {
  for (long i = 0; i < count; i++) bytes[i * PAGE] = 1;
}

static volatile char* new_mapping(void) {
  char* bytes = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (bytes == MAP_FAILED) exit(3);
  /* One fault a page, whatever transparent_hugepage says. see: madvise(2) */
  madvise(bytes, pages * PAGE, MADV_NOHUGEPAGE);
  return bytes;
}

static void* touch_in_thread(void* unused) {
  touch(new_mapping(), pages);
  return unused;
}

static long faults_so_far(void) {
  struct rusage usage;

  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt + usage.ru_majflt;
}

static void start_family(long threads, long children) {
  pthread_t ids[16];

  for (long i = 0; i < threads; i++) pthread_create(&ids[i], NULL, touch_in_thread, NULL);
  for (long i = 0; i < threads; i++) pthread_join(ids[i], NULL);
  for (long i = 0; i < children; i++) {
    if (fork() == 0) {
      touch(new_mapping(), pages);
      _exit(0);
    }
  }
  while (wait(NULL) > 0)
    ;
}

int main(int argc, char** argv) {
  char line[8];
  volatile char* mapping;
  long before;

  if (argc != 4) return 2;
  pages = atol(argv[1]);
  mapping = new_mapping();
  setvbuf(stdout, NULL, _IONBF, 0);
  printf("{\"from\":\"%p\",\"to\":\"%p\"}\n", (void*)__start_touching, (void*)__stop_touching);
  if (read(0, line, sizeof(line)) <= 0) return 1;
  before = faults_so_far();
  touch(mapping, pages);
  before = faults_so_far() - before;
  start_family(atol(argv[2]), atol(argv[3]));
  printf("{\"faults\":%ld}\n", before);
  return read(0, line, sizeof(line)) < 0;
}
