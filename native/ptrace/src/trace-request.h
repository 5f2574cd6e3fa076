// SPDX-License-Identifier: MIT
#pragma once

#include <stdint.h>
#include <sys/types.h>

#include <array>
#include <string>
#include <vector>

namespace ai_perf {

// Numbers of calls that plans and sets can name; x86-64 ends below 512, x32 calls carry bit 30 and are not planned for.
constexpr size_t kCallNumbers = 1024;

// One thing to copy out of the tracee for one call. The words come from TypeScript: libs/core/wire/src/ptrace/abi.ts.
struct FetchOp {
  int32_t number;
  // 0 at the entry, 1 at the exit, 2 at the exit of a call that failed too.
  int32_t at_exit;
  int32_t kind;
  int32_t argument;
  int32_t size;
  int32_t length;
  int32_t cap;
};

// What a call is made to do instead of, or beside, its work, from its `first` time in a task to its `last`, every
// `step`th time. The words come from TypeScript too.
struct Injection {
  int32_t number;
  // The call is not made and its result is `result` (-errno or a value).
  int32_t replaced;
  int32_t result;
  int32_t signal;
  int32_t delay_entry_microseconds;
  int32_t delay_exit_microseconds;
  int32_t first;
  int32_t last;
  int32_t step;
};

struct TraceRequest {
  // A command to start: file, argv and environment; or, where file is empty, processes to attach to.
  std::string file;
  std::vector<std::string> argv;
  std::vector<std::string> environment;
  std::vector<pid_t> attach;
  bool follow_forks = false;
  bool cpu_time = false;
  bool seccomp = false;
  bool stdout_to_stderr = false;
  // Soft RLIMIT_NOFILE of the command; Node raises its own. 0 leaves it.
  uint64_t open_files = 0;
  std::array<uint8_t, kCallNumbers> recorded{};
  std::array<std::vector<FetchOp>, kCallNumbers> at_entry;
  std::array<std::vector<FetchOp>, kCallNumbers> at_exit;
  std::array<std::vector<Injection>, kCallNumbers> injections;
};

}  // namespace ai_perf
