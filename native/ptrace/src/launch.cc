// SPDX-License-Identifier: MIT
#include "launch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <string>

#include "seccomp-filter.h"

namespace ai_perf {

namespace {

std::vector<char*> PointersOf(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (const std::string& one : strings) pointers.push_back(const_cast<char*>(one.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// What Node changed in its own process must not show in the command: handlers, mask, the limit on open files, and that
// the standard streams close at an exec. see: uv_disable_stdio_inheritance(), PlatformInit() in Node's src/node.cc
void ResetProcess(const TraceRequest& request) {
  for (int number = 1; number < NSIG; number += 1) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd += 1) fcntl(fd, F_SETFD, 0);
  if (request.stdout_to_stderr) dup2(STDERR_FILENO, STDOUT_FILENO);
  rlimit limit;
  if (request.open_files == 0 || getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = request.open_files;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void Complain(const char* what) {
  char text[256];
  const int length = snprintf(text, sizeof(text), "mini-strace: %s: %s\n", what, strerror(errno));
  if (write(STDERR_FILENO, text, static_cast<size_t>(length)) < 0) _exit(1);
}

}  // namespace

// After fork in a process of several threads only async-signal-safe functions may be called. see: fork(2)
int HeldChild::Start(const TraceRequest& request) {
  std::vector<char*> argv = PointersOf(request.argv);
  std::vector<char*> environment = PointersOf(request.environment);
  const SeccompFilter filter(request);
  int gate[2];
  if (pipe2(gate, O_CLOEXEC) != 0) return errno;
  pid_ = fork();
  if (pid_ == 0) {
    ResetProcess(request);
    close(gate[1]);
    char released = 0;
    // End of file: the tracer is gone.
    if (read(gate[0], &released, 1) != 1) _exit(125);
    if (request.seccomp && !filter.Install()) Complain("seccomp");
    execve(request.file.c_str(), argv.data(), environment.data());
    Complain("exec");
    _exit(1);
  }
  const int error = pid_ < 0 ? errno : 0;
  close(gate[0]);
  gate_ = gate[1];
  return error;
}

void HeldChild::Release() {
  const char released = 1;
  while (write(gate_, &released, 1) < 0 && errno == EINTR) continue;
}

HeldChild::~HeldChild() {
  if (gate_ >= 0) close(gate_);
}

std::vector<pid_t> ThreadsOf(pid_t tgid) {
  std::vector<pid_t> threads{tgid};
  const std::string folder = "/proc/" + std::to_string(tgid) + "/task";
  DIR* opened = opendir(folder.c_str());
  if (opened == nullptr) return threads;
  while (const dirent* entry = readdir(opened)) {
    const pid_t tid = atoi(entry->d_name);
    if (tid > 0 && tid != tgid) threads.push_back(tid);
  }
  closedir(opened);
  return threads;
}

}  // namespace ai_perf
