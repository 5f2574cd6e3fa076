// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <atomic>
#include <memory>
#include <thread>

#include "record-stream.h"
#include "trace-loop.h"
#include "trace-request.h"

namespace ai_perf {

// A running trace as one JavaScript object. What each method does is said in lib/addon.ts.
class TraceSession : public Napi::ObjectWrap<TraceSession> {
 public:
  static Napi::Function Define(Napi::Env env);
  explicit TraceSession(const Napi::CallbackInfo& info);
  ~TraceSession() override;

 private:
  Napi::Value Read(const Napi::CallbackInfo& info);
  Napi::Value Command(const Napi::CallbackInfo& info);
  void Stop(const Napi::CallbackInfo& info);
  void Wake();

  TraceRequest request_;
  // Shared with the read that may still be waiting when this object goes.
  std::shared_ptr<RecordStream> stream_ = std::make_shared<RecordStream>();
  TraceLoop loop_{request_, stream_.get()};
  std::atomic<bool> finished_{false};
  std::thread thread_;
};

}  // namespace ai_perf
