// SPDX-License-Identifier: MIT
#pragma once

#include <stdint.h>
#include <sys/types.h>

#include <vector>

#include "trace-request.h"

namespace ai_perf {

struct CallState {
  uint64_t number;
  // The six arguments, and the stack pointer, where rt_sigreturn(2) finds what it restores.
  uint64_t arguments[7];
  // Only known at the exit.
  int64_t result;
};

// Runs one operation of the plan and appends its chunks to the record.
void Fetch(pid_t tid, const FetchOp& op, const CallState& call, std::vector<uint8_t>* record);

}  // namespace ai_perf
