// SPDX-License-Identifier: MIT
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include "ring-reader.h"

namespace ai_perf {

// Owns the mapping of one ring: a control page and a power of two of data pages. see: perf_event_open(2), MMAP layout
class RingMapping {
 public:
  RingMapping() = default;
  RingMapping(const RingMapping&) = delete;
  RingMapping& operator=(const RingMapping&) = delete;
  ~RingMapping() { Unmap(); }

  bool mapped() const { return base_ != nullptr; }
  RingReader& reader() { return reader_; }

  // Returns false with errno set. Writable: only then does the kernel keep what we have not read yet.
  bool Map(int fd, size_t data_pages) {
    const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const size_t length = (data_pages + 1) * page;
    void* base = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (base == MAP_FAILED) return false;
    Unmap();
    base_ = base;
    length_ = length;
    reader_ =
        RingReader(static_cast<perf_event_mmap_page*>(base), static_cast<uint8_t*>(base) + page, data_pages * page);
    return true;
  }

  void Unmap() {
    if (base_ != nullptr) munmap(base_, length_);
    base_ = nullptr;
  }

 private:
  void* base_ = nullptr;
  size_t length_ = 0;
  RingReader reader_;
};

}  // namespace ai_perf
