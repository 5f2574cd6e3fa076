// SPDX-License-Identifier: MIT
// Plays the kernel: writes records at every position of a small ring and checks that each comes out once, whole and in
// order. Prints the number of records that passed.
#include <stdio.h>
#include <stdlib.h>

#include <vector>

#include "../src/ring-reader.h"

using ai_perf::RingReader;

namespace {

constexpr size_t kSize = 4096;

struct Ring {
  perf_event_mmap_page page{};
  std::vector<uint8_t> data = std::vector<uint8_t>(kSize);
  RingReader reader{&page, data.data(), kSize};

  explicit Ring(uint64_t start) { page.data_head = page.data_tail = start; }
  size_t room() const { return kSize - (page.data_head - page.data_tail); }
  void Put(const void* bytes, size_t length) {
    for (size_t at = 0; at < length; at += 1) {
      data[(page.data_head + at) % kSize] = static_cast<const uint8_t*>(bytes)[at];
    }
    page.data_head += length;
  }
};

void Fail(const char* what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

// A record of `words` words whose body repeats its sequence number.
std::vector<uint64_t> Record(uint64_t sequence, size_t words) {
  std::vector<uint64_t> record(words, sequence);
  perf_event_header header{9, 0, static_cast<uint16_t>(words * 8)};
  memcpy(record.data(), &header, sizeof(header));
  return record;
}

// Checks the drained records against the sequence numbers and sizes that were written.
uint64_t Check(const uint8_t* bytes, size_t length, uint64_t sequence, const std::vector<size_t>& sizes) {
  for (size_t at = 0; at < length; sequence += 1) {
    const std::vector<uint64_t> expected = Record(sequence, sizes[sequence]);
    if (at + expected.size() * 8 > length) Fail("a record was cut");
    if (memcmp(bytes + at, expected.data(), expected.size() * 8) != 0) Fail("a record was changed");
    at += expected.size() * 8;
  }
  return sequence;
}

uint64_t RunFrom(uint64_t start) {
  Ring ring(start);
  std::vector<uint8_t> out(kSize);
  std::vector<size_t> sizes;
  uint64_t seen = 0;
  bool corrupt = false;
  for (uint64_t sequence = 0; sequence < 400; sequence += 1) {
    sizes.push_back(1 + static_cast<size_t>(rand()) % 40);
    const auto record = Record(sequence, sizes.back());
    while (ring.room() < record.size() * 8) {
      const size_t length = ring.reader.Drain(out.data(), 320 + static_cast<size_t>(rand()) % 800, &corrupt);
      if (corrupt) Fail("a true record was called corrupt");
      seen = Check(out.data(), length, seen, sizes);
    }
    ring.Put(record.data(), record.size() * 8);
  }
  seen = Check(out.data(), ring.reader.Drain(out.data(), kSize, &corrupt), seen, sizes);
  if (seen != sizes.size() || ring.page.data_tail != ring.page.data_head) Fail("records were left behind");
  return seen;
}

// A header that cannot be true must not be followed: what is before it comes out, then the ring is emptied.
void CheckCorrupt(uint16_t size) {
  Ring ring(kSize - 16);
  std::vector<uint8_t> out(kSize);
  bool corrupt = false;
  const auto good = Record(1, 5);
  const perf_event_header lie{9, 0, size};
  ring.Put(good.data(), 40);
  ring.Put(&lie, 8);
  if (ring.reader.Drain(out.data(), kSize, &corrupt) != 40) Fail("the record before the lie is lost");
  if (ring.reader.Drain(out.data(), kSize, &corrupt) != 0 || !corrupt) Fail("the lie was believed");
  if (ring.room() != kSize) Fail("the ring was not emptied");
}

}  // namespace

int main() {
  uint64_t passed = 0;
  for (uint64_t start = 0; start < 2 * kSize; start += 8) passed += RunFrom(start);
  passed += RunFrom(UINT64_MAX - kSize / 2 - 7);
  for (const uint16_t size : {0, 4, 12, 16, 65528}) CheckCorrupt(size);
  printf("%llu\n", static_cast<unsigned long long>(passed));
  return 0;
}
