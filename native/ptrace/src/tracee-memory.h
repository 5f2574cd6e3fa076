// SPDX-License-Identifier: MIT
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <vector>

namespace ai_perf {

// Copies up to `length` bytes at `address` of a stopped task to the end of `into`; stops at the first page that is not
// readable. Returns how many. see: process_vm_readv(2)
size_t AppendMemory(pid_t tid, uint64_t address, size_t length, std::vector<uint8_t>* into);

// The same up to and with the first NUL.
size_t AppendString(pid_t tid, uint64_t address, size_t most, std::vector<uint8_t>* into);

}  // namespace ai_perf
