// SPDX-License-Identifier: MIT
#include "fetch.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>

#include "tracee-memory.h"

namespace ai_perf {

namespace {

enum Kind : int32_t { kBytes, kString, kBuffer, kStrings, kIovec, kMessage, kDescriptor, kIndirect, kPointers };

// `length` of an operation: the number of an argument, or one of these.
constexpr int32_t kLengthIsResult = 6;

constexpr uint32_t kNotReadable = 0xffffffff;

struct ChunkHead {
  uint32_t size;
  uint8_t kind;
  uint8_t argument;
  uint16_t index;
};

using Bytes = std::vector<uint8_t>;

size_t OpenChunk(const FetchOp& op, size_t index, Bytes* record) {
  const size_t at = record->size();
  const ChunkHead head{0, static_cast<uint8_t>(op.kind), static_cast<uint8_t>(op.argument),
                       static_cast<uint16_t>(index)};
  record->resize(at + sizeof(head));
  memcpy(record->data() + at, &head, sizeof(head));
  return at;
}

// The payload is what was appended since; the next chunk starts at a multiple of eight.
void CloseChunk(size_t at, bool readable, Bytes* record) {
  const uint32_t size = readable ? static_cast<uint32_t>(record->size() - at - sizeof(ChunkHead)) : kNotReadable;
  memcpy(record->data() + at, &size, sizeof(size));
  record->resize((record->size() + 7) & ~size_t{7});
}

size_t FetchRange(pid_t tid, const FetchOp& op, size_t index, iovec range, Bytes* record) {
  const size_t at = OpenChunk(op, index, record);
  const size_t got = AppendMemory(tid, reinterpret_cast<uint64_t>(range.iov_base), range.iov_len, record);
  CloseChunk(at, got > 0 || range.iov_len == 0, record);
  return got;
}

iovec Range(uint64_t address, uint64_t length) { return {reinterpret_cast<void*>(address), length}; }

uint64_t LengthOf(const FetchOp& op, const CallState& call) {
  if (op.length == kLengthIsResult) return call.result < 0 ? 0 : static_cast<uint64_t>(call.result);
  return call.arguments[op.length];
}

// Elements of `size` bytes, `cap` of them at most.
void FetchBuffer(pid_t tid, const FetchOp& op, const CallState& call, Bytes* record) {
  const uint64_t count = std::min<uint64_t>(LengthOf(op, call), static_cast<uint64_t>(op.cap));
  FetchRange(tid, op, 0, Range(call.arguments[op.argument], count * op.size), record);
}

void FetchString(pid_t tid, const FetchOp& op, size_t index, uint64_t address, Bytes* record) {
  const size_t at = OpenChunk(op, index, record);
  const size_t got = AppendString(tid, address, static_cast<size_t>(op.size), record);
  CloseChunk(at, got > 0, record);
}

// Pointers up to the null that ends them; `cap` strings of them. see: execve(2)
size_t FetchPointers(pid_t tid, const FetchOp& op, uint64_t address, Bytes* record) {
  const size_t at = OpenChunk(op, 0, record);
  const size_t start = record->size();
  uint64_t pointer = 1;
  size_t count = 0;
  for (; pointer != 0 && count < 65536; count += 1) {
    if (AppendMemory(tid, address + count * sizeof(pointer), sizeof(pointer), record) != sizeof(pointer)) break;
    memcpy(&pointer, record->data() + start + count * sizeof(pointer), sizeof(pointer));
  }
  CloseChunk(at, count > 0, record);
  return count;
}

void FetchStrings(pid_t tid, const FetchOp& op, uint64_t address, Bytes* record) {
  const size_t start = record->size() + sizeof(ChunkHead);
  const size_t count = FetchPointers(tid, op, address, record);
  for (size_t index = 0; index < std::min(count, static_cast<size_t>(op.cap)); index += 1) {
    uint64_t pointer = 0;
    memcpy(&pointer, record->data() + start + index * sizeof(pointer), sizeof(pointer));
    if (pointer != 0) FetchString(tid, op, index + 1, pointer, record);
  }
}

// The vector itself is chunk `first`, the bytes of its elements follow; `left` bounds what the call has transferred.
void FetchVector(pid_t tid, const FetchOp& op, size_t first, iovec vector, uint64_t left, Bytes* record) {
  const size_t start = record->size() + sizeof(ChunkHead);
  const size_t got = FetchRange(tid, op, first, vector, record) / sizeof(iovec);
  for (size_t index = 0; index < got; index += 1) {
    iovec element;
    memcpy(&element, record->data() + start + index * sizeof(element), sizeof(element));
    const uint64_t length = std::min<uint64_t>(element.iov_len, left);
    left -= length;
    element.iov_len = std::min<uint64_t>(length, static_cast<uint64_t>(op.size));
    FetchRange(tid, op, first + 1 + index, element, record);
  }
}

uint64_t Transferred(const FetchOp& op, const CallState& call) {
  return op.at_exit != 0 ? static_cast<uint64_t>(std::max<int64_t>(call.result, 0)) : UINT64_MAX;
}

void FetchMessage(pid_t tid, const FetchOp& op, const CallState& call, Bytes* record) {
  const size_t start = record->size() + sizeof(ChunkHead);
  if (FetchRange(tid, op, 0, Range(call.arguments[op.argument], sizeof(msghdr)), record) != sizeof(msghdr)) return;
  msghdr message;
  memcpy(&message, record->data() + start, sizeof(message));
  const auto name = std::min<uint64_t>(message.msg_namelen, sizeof(sockaddr_storage));
  FetchRange(tid, op, 1, Range(reinterpret_cast<uint64_t>(message.msg_name), message.msg_name == nullptr ? 0 : name),
             record);
  const auto control = std::min<uint64_t>(message.msg_controllen, 1024);
  FetchRange(tid, op, 2, Range(reinterpret_cast<uint64_t>(message.msg_control), control), record);
  const auto parts = std::min<uint64_t>(message.msg_iovlen, static_cast<uint64_t>(op.cap));
  FetchVector(tid, op, 3, Range(reinterpret_cast<uint64_t>(message.msg_iov), parts * sizeof(iovec)),
              Transferred(op, call), record);
}

// What /proc says that the descriptor is: strace's -y.
void FetchDescriptor(pid_t tid, const FetchOp& op, int32_t descriptor, Bytes* record) {
  char path[64];
  char target[4096];
  if (descriptor == -100) {
    snprintf(path, sizeof(path), "/proc/%d/cwd", tid);
  } else {
    snprintf(path, sizeof(path), "/proc/%d/fd/%d", tid, descriptor);
  }
  const ssize_t length = readlink(path, target, sizeof(target));
  const size_t at = OpenChunk(op, 0, record);
  if (length > 0) record->insert(record->end(), target, target + length);
  CloseChunk(at, length > 0, record);
}

// The length is a 32-bit number behind a pointer, as accept(2) and getsockopt(2) have it.
void FetchIndirect(pid_t tid, const FetchOp& op, const CallState& call, Bytes* record) {
  Bytes word;
  uint32_t length = 0;
  if (AppendMemory(tid, call.arguments[op.length], sizeof(length), &word) == sizeof(length)) {
    memcpy(&length, word.data(), sizeof(length));
  }
  length = std::min(length, static_cast<uint32_t>(op.cap));
  FetchRange(tid, op, 0, Range(call.arguments[op.argument], length), record);
}

void FetchIovec(pid_t tid, const FetchOp& op, const CallState& call, Bytes* record) {
  const uint64_t count = std::min<uint64_t>(call.arguments[op.length], static_cast<uint64_t>(op.cap));
  const iovec vector = Range(call.arguments[op.argument], count * sizeof(iovec));
  FetchVector(tid, op, 0, vector, Transferred(op, call), record);
}

}  // namespace

void Fetch(pid_t tid, const FetchOp& op, const CallState& call, Bytes* record) {
  const uint64_t value = call.arguments[op.argument];
  if (op.kind == kDescriptor) {
    const auto result = static_cast<uint64_t>(call.result);
    const uint64_t descriptor = op.length == kLengthIsResult ? result : value;
    return FetchDescriptor(tid, op, static_cast<int32_t>(descriptor), record);
  }
  if (value == 0) return;
  switch (op.kind) {
    case kBytes:
      FetchRange(tid, op, 0, Range(value, static_cast<uint64_t>(op.size)), record);
      break;
    case kString:
      FetchString(tid, op, 0, value, record);
      break;
    case kBuffer:
      FetchBuffer(tid, op, call, record);
      break;
    case kStrings:
      FetchStrings(tid, op, value, record);
      break;
    case kIovec:
      FetchIovec(tid, op, call, record);
      break;
    case kMessage:
      FetchMessage(tid, op, call, record);
      break;
    case kIndirect:
      FetchIndirect(tid, op, call, record);
      break;
    case kPointers:
      FetchPointers(tid, op, value, record);
      break;
    default:
      break;
  }
}

}  // namespace ai_perf
