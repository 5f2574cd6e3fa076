// SPDX-License-Identifier: MIT
#include "tracee-memory.h"

#include <string.h>
#include <sys/uio.h>

#include <algorithm>

namespace ai_perf {

namespace {

constexpr size_t kPage = 4096;
constexpr size_t kStringStep = 256;

size_t ReadOnce(pid_t tid, uint64_t address, size_t length, uint8_t* into) {
  iovec local{into, length};
  iovec remote{reinterpret_cast<void*>(address), length};
  const ssize_t got = process_vm_readv(tid, &local, 1, &remote, 1, 0);
  return got < 0 ? 0 : static_cast<size_t>(got);
}

size_t ToPageEnd(uint64_t address) { return kPage - address % kPage; }

}  // namespace

// A remote range that is partly unmapped may fail as a whole, since it is one iovec: what lies before the page that is
// missing is then read page by page.
size_t AppendMemory(pid_t tid, uint64_t address, size_t length, std::vector<uint8_t>* into) {
  const size_t start = into->size();
  into->resize(start + length);
  size_t got = ReadOnce(tid, address, length, into->data() + start);
  while (got < length) {
    const size_t step = std::min(length - got, ToPageEnd(address + got));
    if (ReadOnce(tid, address + got, step, into->data() + start + got) != step) break;
    got += step;
  }
  into->resize(start + got);
  return got;
}

size_t AppendString(pid_t tid, uint64_t address, size_t most, std::vector<uint8_t>* into) {
  size_t total = 0;
  while (total < most) {
    const size_t step = std::min({most - total, ToPageEnd(address + total), kStringStep});
    const size_t start = into->size();
    into->resize(start + step);
    const size_t got = ReadOnce(tid, address + total, step, into->data() + start);
    const void* end = memchr(into->data() + start, 0, got);
    const size_t kept = end == nullptr ? got : static_cast<const uint8_t*>(end) - (into->data() + start) + 1;
    into->resize(start + kept);
    total += kept;
    if (end != nullptr || got < step) break;
  }
  return total;
}

}  // namespace ai_perf
