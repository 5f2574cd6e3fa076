// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <memory>
#include <vector>

#include "event-poll.h"
#include "file-descriptor.h"
#include "ring-mapping.h"

namespace ai_perf {

// A set of perf events and their rings, as one JavaScript object. An event is known by its slot, the number that open()
// gave it. What each method does is said in lib/addon.ts.
class PerfSession : public Napi::ObjectWrap<PerfSession> {
 public:
  static Napi::Function Define(Napi::Env env);
  explicit PerfSession(const Napi::CallbackInfo& info);

 private:
  struct Event {
    FileDescriptor fd;
    RingMapping ring;
  };

  Napi::Value Open(const Napi::CallbackInfo& info);
  Napi::Value Id(const Napi::CallbackInfo& info);
  Napi::Value Read(const Napi::CallbackInfo& info);
  Napi::Value Drain(const Napi::CallbackInfo& info);
  Napi::Value HungUp(const Napi::CallbackInfo& info);
  void Map(const Napi::CallbackInfo& info);
  void Redirect(const Napi::CallbackInfo& info);
  void Watch(const Napi::CallbackInfo& info);
  void Enable(const Napi::CallbackInfo& info);
  void Disable(const Napi::CallbackInfo& info);
  void CloseEvent(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  Event& EventAt(const Napi::CallbackInfo& info, size_t argument);
  void Control(const Napi::CallbackInfo& info, unsigned long request);
  void Wake();

  std::vector<std::unique_ptr<Event>> events_;
  // Declared last, closed first: no wake-up finds the events gone.
  std::unique_ptr<EventPoll> poll_;
};

}  // namespace ai_perf
