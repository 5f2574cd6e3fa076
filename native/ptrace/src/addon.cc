// SPDX-License-Identifier: MIT
#include <napi.h>

#include "trace-session.h"

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("TraceSession", ai_perf::TraceSession::Define(env));
  return exports;
}

NODE_API_MODULE(ptrace, Init)
