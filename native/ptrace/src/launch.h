// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <vector>

#include "trace-request.h"

namespace ai_perf {

// A child that waits before its exec until Release(). It is killed when nobody releases it.
class HeldChild {
 public:
  // 0, or an errno.
  int Start(const TraceRequest& request);
  void Release();
  ~HeldChild();
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  int gate_ = -1;
};

// The threads that a process has now, its leader first. see: proc_pid_task(5)
std::vector<pid_t> ThreadsOf(pid_t tgid);

}  // namespace ai_perf
