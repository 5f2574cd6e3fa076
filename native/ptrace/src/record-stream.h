// SPDX-License-Identifier: MIT
#pragma once

#include <stdint.h>
#include <string.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace ai_perf {

enum class RecordKind : uint16_t {
  kEntry = 1,
  kExit = 2,
  kSignal = 3,
  kGroupStop = 4,
  kExited = 5,
  kKilled = 6,
  kAttached = 7,
  kSuperseded = 8,
  kExiting = 9,
  kDetached = 10,
  kFailed = 11,
};

// Head of every record; the decoder is libs/core/wire/src/ptrace/records.ts. Chunks of fetched memory may follow.
struct RecordHead {
  uint32_t length;
  uint16_t kind;
  uint16_t flags;
  int32_t tid;
  int32_t extra;
  uint64_t at;
  uint64_t cpu_time;
};
static_assert(sizeof(RecordHead) == 32, "the decoder reads 32 bytes");

// Bytes from the tracing thread to the event loop. The producer waits when nobody reads: nothing is dropped.
class RecordStream {
 public:
  void Push(const std::vector<uint8_t>& record) {
    std::unique_lock<std::mutex> lock(mutex_);
    drained_.wait(lock, [this] { return pending_.size() < kMost || abandoned_; });
    const size_t before = pending_.size();
    pending_.insert(pending_.end(), record.begin(), record.end());
    if (before == 0 || (before < kBatch && pending_.size() >= kBatch)) filled_.notify_one();
  }

  void End() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
    filled_.notify_all();
  }

  // Nobody will read any more.
  void Abandon() {
    const std::lock_guard<std::mutex> lock(mutex_);
    abandoned_ = true;
    drained_.notify_all();
  }

  // Waits for records, and a little for more of them: a wake-up for every call would cost more than the call. False at
  // the end.
  bool Take(std::vector<uint8_t>* batch) {
    std::unique_lock<std::mutex> lock(mutex_);
    filled_.wait(lock, [this] { return !pending_.empty() || ended_; });
    filled_.wait_for(lock, std::chrono::milliseconds(3), [this] { return pending_.size() >= kBatch || ended_; });
    batch->clear();
    batch->swap(pending_);
    drained_.notify_one();
    return !batch->empty();
  }

 private:
  static constexpr size_t kBatch = 256 * 1024;
  static constexpr size_t kMost = 16 * 1024 * 1024;

  std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable drained_;
  std::vector<uint8_t> pending_;
  bool ended_ = false;
  bool abandoned_ = false;
};

}  // namespace ai_perf
