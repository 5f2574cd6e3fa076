// SPDX-License-Identifier: MIT
#include "trace-session.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

namespace ai_perf {

namespace {

// Interrupts the wait of the tracing thread and does nothing else. Node uses no real-time signal.
int WakeSignal() { return SIGRTMAX - 3; }

void InstallWakeSignal() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  sigaction(WakeSignal(), &action, nullptr);
}

// What comes for the process is handled by Node's own thread.
void BlockSignals() {
  sigset_t all;
  sigfillset(&all);
  sigdelset(&all, WakeSignal());
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

std::vector<std::string> StringsOf(const Napi::Value& value) {
  const auto array = value.As<Napi::Array>();
  std::vector<std::string> strings;
  for (uint32_t index = 0; index < array.Length(); index += 1) {
    strings.push_back(array.Get(index).As<Napi::String>().Utf8Value());
  }
  return strings;
}

// Rows of int32 as TypeScript laid them, each beginning with the number of a call.
template <typename Row, typename Take>
void ForEachRow(Napi::Env env, const Napi::Value& value, Take take) {
  const auto words = value.As<Napi::Int32Array>();
  constexpr size_t width = sizeof(Row) / sizeof(int32_t);
  if (words.ElementLength() % width != 0) throw Napi::TypeError::New(env, "rows of another width are expected");
  for (size_t at = 0; at < words.ElementLength(); at += width) {
    Row row;
    memcpy(&row, words.Data() + at, sizeof(row));
    if (row.number < 0 || static_cast<size_t>(row.number) >= kCallNumbers) {
      throw Napi::TypeError::New(env, "the number of a call is out of range");
    }
    take(row);
  }
}

void TakePlan(Napi::Env env, const Napi::Object& from, TraceRequest* request) {
  ForEachRow<FetchOp>(env, from.Get("plan"), [&](const FetchOp& op) {
    if (op.argument < 0 || op.argument > 6 || op.length < 0 || op.length > 6 || op.size < 0 || op.cap < 0) {
      throw Napi::TypeError::New(env, "an operation of the plan is out of range");
    }
    (op.at_exit != 0 ? request->at_exit : request->at_entry)[op.number].push_back(op);
  });
  ForEachRow<Injection>(env, from.Get("injections"),
                        [&](const Injection& one) { request->injections[one.number] = {one}; });
  const auto recorded = from.Get("recorded").As<Napi::Uint8Array>();
  if (recorded.ElementLength() != kCallNumbers) throw Napi::TypeError::New(env, "a byte for each call is expected");
  memcpy(request->recorded.data(), recorded.Data(), kCallNumbers);
}

void TakeRequest(Napi::Env env, const Napi::Object& from, TraceRequest* request) {
  request->file = from.Get("file").As<Napi::String>().Utf8Value();
  request->argv = StringsOf(from.Get("argv"));
  request->environment = StringsOf(from.Get("environment"));
  const auto attach = from.Get("attach").As<Napi::Int32Array>();
  request->attach.assign(attach.Data(), attach.Data() + attach.ElementLength());
  request->follow_forks = from.Get("followForks").ToBoolean();
  request->cpu_time = from.Get("cpuTime").ToBoolean();
  request->seccomp = from.Get("seccomp").ToBoolean();
  request->stdout_to_stderr = from.Get("stdoutToStderr").ToBoolean();
  request->open_files = static_cast<uint64_t>(from.Get("openFiles").As<Napi::Number>().Int64Value());
  TakePlan(env, from, request);
}

// Waits on a thread of libuv's pool, so that the event loop is free and is kept alive while a trace runs.
class ReadWork : public Napi::AsyncWorker {
 public:
  ReadWork(Napi::Env env, std::shared_ptr<RecordStream> stream)
      : Napi::AsyncWorker(env), stream_(std::move(stream)), done_(Napi::Promise::Deferred::New(env)) {}

  Napi::Promise promise() const { return done_.Promise(); }

 protected:
  void Execute() override { more_ = stream_->Take(&batch_); }

  void OnOK() override {
    if (!more_) return done_.Resolve(Env().Null());
    auto copy = Napi::Uint8Array::New(Env(), batch_.size());
    memcpy(copy.Data(), batch_.data(), batch_.size());
    done_.Resolve(copy);
  }

 private:
  std::shared_ptr<RecordStream> stream_;
  Napi::Promise::Deferred done_;
  std::vector<uint8_t> batch_;
  bool more_ = false;
};

}  // namespace

Napi::Function TraceSession::Define(Napi::Env env) {
  return DefineClass(env, "TraceSession",
                     {
                         InstanceMethod<&TraceSession::Read>("read"),
                         InstanceMethod<&TraceSession::Command>("command"),
                         InstanceMethod<&TraceSession::Stop>("stop"),
                     });
}

TraceSession::TraceSession(const Napi::CallbackInfo& info) : Napi::ObjectWrap<TraceSession>(info) {
  if (!info[0].IsObject()) throw Napi::TypeError::New(info.Env(), "a request is expected");
  TakeRequest(info.Env(), info[0].As<Napi::Object>(), &request_);
  InstallWakeSignal();
  thread_ = std::thread([this] {
    BlockSignals();
    loop_.Run();
    finished_ = true;
  });
}

TraceSession::~TraceSession() {
  if (!thread_.joinable()) return;
  stream_->Abandon();
  loop_.RequestStop();
  // Again and again: a signal that comes just before the wait interrupts nothing.
  while (!finished_) {
    Wake();
    usleep(1000);
  }
  thread_.join();
}

void TraceSession::Wake() { pthread_kill(thread_.native_handle(), WakeSignal()); }

Napi::Value TraceSession::Read(const Napi::CallbackInfo& info) {
  auto* work = new ReadWork(info.Env(), stream_);
  const Napi::Promise promise = work->promise();
  work->Queue();
  return promise;
}

Napi::Value TraceSession::Command(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), loop_.command());
}

void TraceSession::Stop(const Napi::CallbackInfo&) {
  loop_.RequestStop();
  if (!finished_) Wake();
}

}  // namespace ai_perf
