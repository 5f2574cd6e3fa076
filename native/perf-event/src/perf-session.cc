// SPDX-License-Identifier: MIT
#include "perf-session.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

#include "system-error.h"

namespace ai_perf {

namespace {

int32_t IntegerAt(const Napi::CallbackInfo& info, size_t argument) {
  if (!info[argument].IsNumber()) throw Napi::TypeError::New(info.Env(), "an integer is expected");
  return info[argument].As<Napi::Number>().Int32Value();
}

template <typename Array>
Array ArrayAt(const Napi::CallbackInfo& info, size_t argument, napi_typedarray_type type) {
  const Napi::Value value = info[argument];
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != type) {
    throw Napi::TypeError::New(info.Env(), "a typed array of another kind is expected");
  }
  return value.As<Array>();
}

}  // namespace

Napi::Function PerfSession::Define(Napi::Env env) {
  return DefineClass(env, "PerfSession",
                     {
                         InstanceMethod<&PerfSession::Open>("open"),
                         InstanceMethod<&PerfSession::Map>("map"),
                         InstanceMethod<&PerfSession::Redirect>("redirect"),
                         InstanceMethod<&PerfSession::Watch>("watch"),
                         InstanceMethod<&PerfSession::Id>("id"),
                         InstanceMethod<&PerfSession::Enable>("enable"),
                         InstanceMethod<&PerfSession::Disable>("disable"),
                         InstanceMethod<&PerfSession::Read>("read"),
                         InstanceMethod<&PerfSession::Drain>("drain"),
                         InstanceMethod<&PerfSession::HungUp>("hungUp"),
                         InstanceMethod<&PerfSession::CloseEvent>("closeEvent"),
                         InstanceMethod<&PerfSession::Close>("close"),
                     });
}

PerfSession::PerfSession(const Napi::CallbackInfo& info) : Napi::ObjectWrap<PerfSession>(info) {
  if (!info[0].IsFunction()) throw Napi::TypeError::New(info.Env(), "a function to call at a wake-up is expected");
  // Kept on the object and not by a reference of ours: a session that nobody holds any more can be collected.
  info.This().As<Napi::Object>().Set("onWake", info[0]);
  bool ok = false;
  poll_ = std::make_unique<EventPoll>(
      info.Env(), [this] { Wake(); }, &ok);
  if (!ok) throw SystemError(info.Env(), "epoll_create1", errno);
}

PerfSession::Event& PerfSession::EventAt(const Napi::CallbackInfo& info, size_t argument) {
  const auto slot = static_cast<uint32_t>(IntegerAt(info, argument));
  if (slot >= events_.size() || !events_[slot]->fd.valid()) throw Napi::TypeError::New(info.Env(), "no such event");
  return *events_[slot];
}

Napi::Value PerfSession::Open(const Napi::CallbackInfo& info) {
  if (poll_ == nullptr) throw Napi::TypeError::New(info.Env(), "the session is closed");
  auto attr = ArrayAt<Napi::Uint8Array>(info, 0, napi_uint8_array);
  // attr.size, in its second word, is what the kernel believes; it must not reach past the bytes.
  uint32_t claimed = 0;
  if (attr.ElementLength() >= PERF_ATTR_SIZE_VER0) memcpy(&claimed, attr.Data() + sizeof(uint32_t), sizeof(claimed));
  if (claimed < PERF_ATTR_SIZE_VER0 || claimed > attr.ElementLength()) {
    throw Napi::TypeError::New(info.Env(), "attr.size does not fit the bytes");
  }
  const int32_t tid = IntegerAt(info, 1);
  const int32_t cpu = IntegerAt(info, 2);
  auto event = std::make_unique<Event>();
  const long fd = syscall(SYS_perf_event_open, attr.Data(), tid, cpu, -1, PERF_FLAG_FD_CLOEXEC);
  if (fd < 0) throw SystemError(info.Env(), "perf_event_open", errno);
  event->fd = FileDescriptor(static_cast<int>(fd));
  events_.push_back(std::move(event));
  return Napi::Number::New(info.Env(), static_cast<double>(events_.size() - 1));
}

void PerfSession::Map(const Napi::CallbackInfo& info) {
  Event& event = EventAt(info, 0);
  const int32_t pages = IntegerAt(info, 1);
  if (pages < 1 || (pages & (pages - 1)) != 0) throw Napi::TypeError::New(info.Env(), "pages must be a power of two");
  if (!event.ring.Map(event.fd.get(), static_cast<size_t>(pages))) throw SystemError(info.Env(), "mmap", errno);
}

void PerfSession::Redirect(const Napi::CallbackInfo& info) {
  const Event& from = EventAt(info, 0);
  const Event& into = EventAt(info, 1);
  if (ioctl(from.fd.get(), PERF_EVENT_IOC_SET_OUTPUT, into.fd.get()) != 0) {
    throw SystemError(info.Env(), "ioctl(PERF_EVENT_IOC_SET_OUTPUT)", errno);
  }
}

void PerfSession::Watch(const Napi::CallbackInfo& info) {
  if (!poll_->Watch(EventAt(info, 0).fd.get())) throw SystemError(info.Env(), "epoll_ctl", errno);
}

Napi::Value PerfSession::Id(const Napi::CallbackInfo& info) {
  uint64_t id = 0;
  if (ioctl(EventAt(info, 0).fd.get(), PERF_EVENT_IOC_ID, &id) != 0) {
    throw SystemError(info.Env(), "ioctl(PERF_EVENT_IOC_ID)", errno);
  }
  return Napi::BigInt::New(info.Env(), id);
}

void PerfSession::Control(const Napi::CallbackInfo& info, unsigned long request) {
  if (ioctl(EventAt(info, 0).fd.get(), request, 0) != 0) throw SystemError(info.Env(), "ioctl", errno);
}

void PerfSession::Enable(const Napi::CallbackInfo& info) { Control(info, PERF_EVENT_IOC_ENABLE); }

void PerfSession::Disable(const Napi::CallbackInfo& info) { Control(info, PERF_EVENT_IOC_DISABLE); }

Napi::Value PerfSession::Read(const Napi::CallbackInfo& info) {
  const Event& event = EventAt(info, 0);
  auto into = ArrayAt<Napi::BigUint64Array>(info, 1, napi_biguint64_array);
  const ssize_t length = read(event.fd.get(), into.Data(), into.ByteLength());
  if (length < 0) throw SystemError(info.Env(), "read", errno);
  return Napi::Number::New(info.Env(), static_cast<double>(length) / sizeof(uint64_t));
}

Napi::Value PerfSession::Drain(const Napi::CallbackInfo& info) {
  Event& event = EventAt(info, 0);
  auto into = ArrayAt<Napi::Uint8Array>(info, 1, napi_uint8_array);
  if (!event.ring.mapped()) throw Napi::TypeError::New(info.Env(), "the event has no ring");
  if (into.ElementLength() < kLargestRecord) throw Napi::TypeError::New(info.Env(), "room for a record is expected");
  bool corrupt = false;
  const size_t length = event.ring.reader().Drain(into.Data(), into.ElementLength(), &corrupt);
  if (corrupt && length == 0) throw SystemError(info.Env(), "drain", EIO);
  return Napi::Number::New(info.Env(), static_cast<double>(length));
}

Napi::Value PerfSession::HungUp(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), poll_ == nullptr ? 0 : poll_->hung_up());
}

// The slot stays taken, so that the numbers of the others do not move.
void PerfSession::CloseEvent(const Napi::CallbackInfo& info) {
  Event& event = EventAt(info, 0);
  event.ring.Unmap();
  event.fd.Close();
}

void PerfSession::Close(const Napi::CallbackInfo&) {
  poll_.reset();
  events_.clear();
}

void PerfSession::Wake() {
  Napi::Env env = Env();
  Napi::HandleScope scope(env);
  Napi::Object self = Value();
  if (self.IsEmpty()) return;
  try {
    self.Get("onWake").As<Napi::Function>().MakeCallback(self, {});
  } catch (const Napi::Error& thrown) {
    // Nobody of ours is above on the stack: it is the process's uncaught exception.
    napi_fatal_exception(env, thrown.Value());
  }
}

}  // namespace ai_perf
