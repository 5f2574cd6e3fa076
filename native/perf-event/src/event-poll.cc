// SPDX-License-Identifier: MIT
#include "event-poll.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <utility>

namespace ai_perf {

// Outlives the EventPoll until libuv has let go of it. A worker that ends waits for that through the cleanup hook.
// see: napi_add_async_cleanup_hook
struct EventPoll::LoopHandle {
  uv_poll_t poll;
  EventPoll* owner;
  napi_async_cleanup_hook_handle hook;
};

// libuv adds a handle to its own epoll set not before the loop turns, and adding polls: that look takes the "ready" of
// a perf ring away before anybody is told. A descriptor that stays readable makes the first turn a wake-up in any case.
// see: perf_poll() in kernel/events/core.c, ep_insert() in fs/eventpoll.c
EventPoll::EventPoll(Napi::Env env, Handler handler, bool* ok)
    : epoll_(epoll_create1(EPOLL_CLOEXEC)), first_turn_(eventfd(1, EFD_CLOEXEC)), handler_(std::move(handler)) {
  *ok = false;
  if (!epoll_.valid() || !first_turn_.valid() || !Watch(first_turn_.get())) return;
  uv_loop_t* loop = nullptr;
  auto* made = new LoopHandle{};
  int error = napi_get_uv_event_loop(env, &loop) == napi_ok ? uv_poll_init(loop, &made->poll, epoll_.get()) : UV_EINVAL;
  if (error != 0) {
    delete made;
    errno = -error;
    return;
  }
  made->poll.data = made;
  made->owner = this;
  loop_handle_ = made;
  napi_add_async_cleanup_hook(env, OnTeardown, made, &made->hook);
  error = uv_poll_start(&made->poll, UV_READABLE, OnReady);
  errno = -error;
  *ok = error == 0;
}

bool EventPoll::Watch(int fd) {
  epoll_event interest{};
  interest.events = EPOLLIN | EPOLLET;
  interest.data.fd = fd;
  return epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &interest) == 0;
}

void EventPoll::Forget(int fd) { epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr); }

void EventPoll::Close() {
  if (loop_handle_ == nullptr) return;
  LoopHandle* closing = std::exchange(loop_handle_, nullptr);
  closing->owner = nullptr;
  uv_poll_stop(&closing->poll);
  uv_close(reinterpret_cast<uv_handle_t*>(&closing->poll), OnClosed);
  epoll_.Close();
  first_turn_.Close();
}

void EventPoll::OnReady(uv_poll_t* handle, int, int) {
  EventPoll* owner = static_cast<LoopHandle*>(handle->data)->owner;
  if (owner == nullptr) return;
  owner->Collect();
  // A copy: what it calls may close, and so delete, the owner.
  const Handler handler = owner->handler_;
  handler();
}

void EventPoll::OnClosed(uv_handle_t* handle) {
  auto* closed = static_cast<LoopHandle*>(handle->data);
  napi_remove_async_cleanup_hook(closed->hook);
  delete closed;
}

void EventPoll::OnTeardown(napi_async_cleanup_hook_handle, void* loop_handle) {
  EventPoll* owner = static_cast<LoopHandle*>(loop_handle)->owner;
  if (owner != nullptr) owner->Close();
}

// Takes what is ready; what does not fit in one go makes libuv call again.
void EventPoll::Collect() {
  epoll_event ready[64];
  const int count = epoll_wait(epoll_.get(), ready, 64, 0);
  for (int index = 0; index < count; index += 1) {
    if ((ready[index].events & EPOLLHUP) == 0) continue;
    Forget(ready[index].data.fd);
    hung_up_ += 1;
  }
}

}  // namespace ai_perf
