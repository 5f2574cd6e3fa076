// SPDX-License-Identifier: MIT
#pragma once

#include <signal.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/types.h>

#include <atomic>
#include <unordered_map>
#include <vector>

#include "fetch.h"
#include "record-stream.h"
#include "trace-request.h"

namespace ai_perf {

// Attaches, waits, records and lets go, all on the thread that calls Run(): the kernel takes ptrace requests from the
// thread that attached and from no other. see: ptrace(2)
class TraceLoop {
 public:
  TraceLoop(const TraceRequest& request, RecordStream* stream) : request_(request), stream_(stream) {}
  void Run();
  // From any thread; a signal must then wake the loop's wait.
  void RequestStop() { stopping_ = true; }
  pid_t command() const { return command_; }

 private:
  struct Task {
    CallState call{};
    // Between the entry of a call that was seen and its exit.
    bool in_call = false;
    bool recorded = false;
    // The child of ours before its exec.
    bool hidden = false;
    const Injection* injection = nullptr;
    std::unordered_map<uint64_t, int32_t> times;
  };

  int StartCommand();
  void Attach(pid_t tid, bool hidden);
  void InterruptAll();
  void Dispatch(pid_t tid, int status, const rusage& usage);
  void Stopped(pid_t tid, Task* task, int status);
  void Event(pid_t tid, Task* task, int event, int signal);
  void SyscallStop(pid_t tid, Task* task);
  void Entry(pid_t tid, Task* task, const __ptrace_syscall_info& info);
  void Exit(pid_t tid, Task* task, const __ptrace_syscall_info& info);
  void Inject(pid_t tid, Task* task, uint64_t number);
  void FinishInjection(pid_t tid, Task* task, int64_t* result);
  void Superseded(pid_t tid);
  bool Deliver(pid_t tid, int signal);
  void Resume(pid_t tid, const Task& task, int signal);
  bool LetGo(pid_t tid, int signal);

  void Begin(RecordKind kind, pid_t tid, int32_t extra, uint16_t flags = 0);
  void Put(const void* bytes, size_t length);
  void Finish();
  void Say(RecordKind kind, pid_t tid, int32_t extra, uint16_t flags = 0);

  const TraceRequest& request_;
  RecordStream* stream_;
  std::unordered_map<pid_t, Task> tasks_;
  std::vector<uint8_t> record_;
  uint64_t cpu_time_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<pid_t> command_{0};
  bool interrupted_all_ = false;
};

}  // namespace ai_perf
