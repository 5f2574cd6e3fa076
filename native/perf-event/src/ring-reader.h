// SPDX-License-Identifier: MIT
// Reads the ring of a perf event. Knows nothing of Node, so that it also builds alone (and for other machines).
#pragma once

#include <linux/perf_event.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <algorithm>

namespace ai_perf {

// A header holds its size in 16 bits: no record is larger.
constexpr size_t kLargestRecord = 64 * 1024;

// The consumer's side of the ring: data_head belongs to the kernel, data_tail to us.
// see: kernel/events/ring_buffer.c, the comment in perf_output_put_handle() on the pairing of the barriers
class RingReader {
 public:
  RingReader() = default;
  // `size` is a power of two of bytes at `data`.
  RingReader(perf_event_mmap_page* page, const uint8_t* data, size_t size) : page_(page), data_(data), size_(size) {}

  // Copies whole records, oldest first, as long as they fit, and gives their room back to the kernel. Returns the bytes
  // copied. `corrupt` is set when a header cannot be true; once such a one is the oldest, the ring is emptied.
  size_t Drain(uint8_t* out, size_t capacity, bool* corrupt) {
    const uint64_t head = __atomic_load_n(&page_->data_head, __ATOMIC_ACQUIRE);
    const uint64_t tail = page_->data_tail;
    const size_t length = WholeRecords(tail, head, capacity, corrupt);
    Copy(tail, out, length);
    const bool empty_it = *corrupt && length == 0;
    __atomic_store_n(&page_->data_tail, empty_it ? head : tail + length, __ATOMIC_RELEASE);
    return length;
  }

 private:
  size_t WholeRecords(uint64_t tail, uint64_t head, size_t capacity, bool* corrupt) const {
    const uint64_t used = head - tail;
    size_t length = 0;
    *corrupt = used > size_;
    while (!*corrupt && length < used) {
      const size_t record = RecordSize(tail + length);
      *corrupt = record < sizeof(perf_event_header) || record % 8 != 0 || record > used - length;
      if (*corrupt || length + record > capacity) break;
      length += record;
    }
    return length;
  }

  // Records are multiples of 8 bytes, so that a header never wraps around the end.
  size_t RecordSize(uint64_t position) const {
    perf_event_header header;
    memcpy(&header, data_ + (position & (size_ - 1)), sizeof(header));
    return header.size;
  }

  void Copy(uint64_t from, uint8_t* out, size_t length) const {
    const size_t offset = from & (size_ - 1);
    const size_t before_end = std::min(length, size_ - offset);
    memcpy(out, data_ + offset, before_end);
    memcpy(out + before_end, data_, length - before_end);
  }

  perf_event_mmap_page* page_ = nullptr;
  const uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace ai_perf
