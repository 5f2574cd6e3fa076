// SPDX-License-Identifier: MIT
#include "seccomp-filter.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

namespace ai_perf {

namespace {

bool IsWanted(const TraceRequest& request, size_t number) {
  return request.recorded[number] != 0 || !request.injections[number].empty();
}

}  // namespace

// A call of another architecture is always stopped at; so are the execs, by which the loop learns that the command
// has begun. Runs of wanted numbers become one comparison each: jumps reach 255 instructions, so every run carries
// its own return.
SeccompFilter::SeccompFilter(const TraceRequest& request) {
  const auto put = [this](sock_filter instruction) { program_.push_back(instruction); };
  put(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)));
  put(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0));
  put(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
  put(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
  size_t number = 0;
  while (number < kCallNumbers) {
    const size_t first = number;
    while (number < kCallNumbers && IsWanted(request, number)) number += 1;
    if (number > first) {
      put(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, static_cast<uint32_t>(first), 0, 2));
      put(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, static_cast<uint32_t>(number), 1, 0));
      put(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
    }
    number += 1;
  }
  put(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

bool SeccompFilter::Install() const {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  const sock_fprog program{static_cast<unsigned short>(program_.size()), const_cast<sock_filter*>(program_.data())};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

}  // namespace ai_perf
