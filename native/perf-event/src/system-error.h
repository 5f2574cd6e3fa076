// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

namespace ai_perf {

// A failed system call as Node reports one: an Error with errno (positive), code ("EACCES") and syscall.
Napi::Error SystemError(Napi::Env env, const char* syscall, int error);

}  // namespace ai_perf
