// SPDX-License-Identifier: MIT
#include <napi.h>

#include "perf-session.h"

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("PerfSession", ai_perf::PerfSession::Define(env));
  return exports;
}

NODE_API_MODULE(perf_event, Init)
