// SPDX-License-Identifier: MIT
#include "system-error.h"

#include <string.h>
#include <uv.h>

#include <string>

namespace ai_perf {

Napi::Error SystemError(Napi::Env env, const char* syscall, int error) {
  const char* name = uv_err_name(-error);
  Napi::Error thrown = Napi::Error::New(env, std::string(syscall) + ": " + strerror(error) + " (" + name + ")");
  thrown.Set("errno", Napi::Number::New(env, error));
  thrown.Set("code", Napi::String::New(env, name));
  thrown.Set("syscall", Napi::String::New(env, syscall));
  return thrown;
}

}  // namespace ai_perf
