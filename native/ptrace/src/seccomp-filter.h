// SPDX-License-Identifier: MIT
#pragma once

#include <linux/filter.h>

#include <vector>

#include "trace-request.h"

namespace ai_perf {

// Stops a task only at the calls that are recorded or injected into, and lets all others run untouched. Children and
// threads inherit it. see: seccomp(2), SECCOMP_RET_TRACE
class SeccompFilter {
 public:
  explicit SeccompFilter(const TraceRequest& request);
  bool Install() const;

 private:
  std::vector<sock_filter> program_;
};

}  // namespace ai_perf
