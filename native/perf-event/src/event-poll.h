// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>
#include <stdint.h>
#include <uv.h>

#include <functional>

#include "file-descriptor.h"

namespace ai_perf {

// Many descriptors behind one handle of the event loop: an epoll set that libuv polls. Edge-triggered, since the ring
// of a perf event stays "hung up" for good once its task is gone.
class EventPoll {
 public:
  // Called on the loop's thread, once a wake-up; and once at the loop's first turn, see event-poll.cc.
  using Handler = std::function<void()>;

  // `ok` is false, with errno set, when the kernel refuses.
  EventPoll(Napi::Env env, Handler handler, bool* ok);
  EventPoll(const EventPoll&) = delete;
  EventPoll& operator=(const EventPoll&) = delete;
  ~EventPoll() { Close(); }

  // Returns false with errno set.
  bool Watch(int fd);
  void Forget(int fd);
  // Descriptors whose task is gone, of all that were watched.
  uint32_t hung_up() const { return hung_up_; }
  // Ends the hold on the event loop. Idempotent.
  void Close();

 private:
  struct LoopHandle;
  static void OnReady(uv_poll_t* handle, int status, int events);
  static void OnClosed(uv_handle_t* handle);
  static void OnTeardown(napi_async_cleanup_hook_handle hook, void* loop_handle);
  void Collect();

  FileDescriptor epoll_;
  FileDescriptor first_turn_;
  Handler handler_;
  LoopHandle* loop_handle_ = nullptr;
  uint32_t hung_up_ = 0;
};

}  // namespace ai_perf
