// SPDX-License-Identifier: MIT
#include "trace-loop.h"

#include <errno.h>
#include <linux/audit.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

#include "launch.h"

namespace ai_perf {

namespace {

constexpr uint16_t kFlagError = 1;
constexpr uint16_t kFlagInjected = 2;
constexpr uint16_t kFlagDelayed = 4;
constexpr uint16_t kFlagForeign = 8;

enum FailedAt : uint16_t { kAtFork = 1, kAtSeize = 2 };

constexpr uint64_t kNoCall = ~uint64_t{0};

uint64_t Now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000000000 + static_cast<uint64_t>(now.tv_nsec);
}

void Sleep(int32_t microseconds) {
  if (microseconds <= 0) return;
  timespec left{microseconds / 1000000, (microseconds % 1000000) * 1000L};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) continue;
}

bool IsStopSignal(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

void SetRegisters(pid_t tid, unsigned long long user_regs_struct::*field, uint64_t value) {
  user_regs_struct registers;
  iovec whole{&registers, sizeof(registers)};
  constexpr long kGeneral = 1;  // NT_PRSTATUS of elf.h
  if (ptrace(PTRACE_GETREGSET, tid, kGeneral, &whole) != 0) return;
  registers.*field = value;
  ptrace(PTRACE_SETREGSET, tid, kGeneral, &whole);
}

unsigned long EventMessage(pid_t tid) {
  unsigned long message = 0;
  ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message);
  return message;
}

}  // namespace

void TraceLoop::Begin(RecordKind kind, pid_t tid, int32_t extra, uint16_t flags) {
  record_.clear();
  const RecordHead head{0, static_cast<uint16_t>(kind), flags, tid, extra, Now(), cpu_time_};
  Put(&head, sizeof(head));
}

void TraceLoop::Put(const void* bytes, size_t length) {
  const auto* first = static_cast<const uint8_t*>(bytes);
  record_.insert(record_.end(), first, first + length);
}

void TraceLoop::Finish() {
  const auto length = static_cast<uint32_t>(record_.size());
  memcpy(record_.data(), &length, sizeof(length));
  stream_->Push(record_);
}

void TraceLoop::Say(RecordKind kind, pid_t tid, int32_t extra, uint16_t flags) {
  Begin(kind, tid, extra, flags);
  Finish();
}

// Children of ours die with us; a process that was there before goes on. see: PTRACE_O_EXITKILL
void TraceLoop::Attach(pid_t tid, bool hidden) {
  unsigned long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT;
  if (request_.follow_forks) options |= PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE;
  if (request_.seccomp) options |= PTRACE_O_TRACESECCOMP;
  if (!request_.file.empty()) options |= PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SEIZE, tid, nullptr, options) != 0) return Say(RecordKind::kFailed, tid, errno, kAtSeize);
  Task& task = tasks_[tid];
  task.hidden = hidden;
  ptrace(PTRACE_INTERRUPT, tid, nullptr, nullptr);
  if (!hidden) Say(RecordKind::kAttached, tid, 0);
}

int TraceLoop::StartCommand() {
  HeldChild child;
  const int error = child.Start(request_);
  if (error != 0) return error;
  command_ = child.pid();
  Attach(child.pid(), true);
  child.Release();
  return 0;
}

void TraceLoop::Run() {
  if (request_.file.empty()) {
    for (const pid_t tgid : request_.attach) {
      // Threads that appear while we attach are found by looking again, until a look finds none.
      for (const pid_t tid : request_.follow_forks ? ThreadsOf(tgid) : std::vector<pid_t>{tgid}) Attach(tid, false);
    }
  } else if (const int error = StartCommand()) {
    Say(RecordKind::kFailed, 0, error, kAtFork);
  }
  rusage usage{};
  while (!tasks_.empty()) {
    if (stopping_) InterruptAll();
    int status = 0;
    const pid_t tid = wait4(-1, &status, __WALL, request_.cpu_time ? &usage : nullptr);
    if (tid < 0 && errno == EINTR) continue;
    if (tid < 0) break;
    Dispatch(tid, status, usage);
  }
  stream_->End();
}

void TraceLoop::InterruptAll() {
  if (interrupted_all_) return;
  interrupted_all_ = true;
  for (const auto& [tid, task] : tasks_) ptrace(PTRACE_INTERRUPT, tid, nullptr, nullptr);
}

void TraceLoop::Dispatch(pid_t tid, int status, const rusage& usage) {
  if (request_.cpu_time) {
    cpu_time_ = static_cast<uint64_t>(usage.ru_stime.tv_sec) * 1000000000 +
                static_cast<uint64_t>(usage.ru_stime.tv_usec) * 1000;
  }
  auto found = tasks_.find(tid);
  if (!WIFSTOPPED(status)) {
    if (found == tasks_.end()) return;
    tasks_.erase(found);
    if (WIFEXITED(status)) return Say(RecordKind::kExited, tid, WEXITSTATUS(status));
    return Say(RecordKind::kKilled, tid, WTERMSIG(status), WCOREDUMP(status) ? 1 : 0);
  }
  if (found == tasks_.end()) {
    found = tasks_.emplace(tid, Task{}).first;
    Say(RecordKind::kAttached, tid, 1);
  }
  Stopped(tid, &found->second, status);
}

// see: ptrace(2), "Stopped states"
void TraceLoop::Stopped(pid_t tid, Task* task, int status) {
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  if (event != 0) return Event(tid, task, event, signal);
  if (signal == (SIGTRAP | 0x80)) {
    // What ends only because we go is no result; but what we replaced has to be finished.
    if (task->injection == nullptr && LetGo(tid, 0)) return;
    SyscallStop(tid, task);
    return LetGo(tid, 0) ? void() : Resume(tid, *task, 0);
  }
  if (!task->hidden && !Deliver(tid, signal)) return;
  if (!LetGo(tid, signal)) Resume(tid, *task, signal);
}

bool TraceLoop::Deliver(pid_t tid, int signal) {
  siginfo_t info{};
  if (ptrace(PTRACE_GETSIGINFO, tid, nullptr, &info) != 0 && errno == ESRCH) return false;
  Begin(RecordKind::kSignal, tid, signal);
  Put(&info, sizeof(info));
  Finish();
  return true;
}

void TraceLoop::Event(pid_t tid, Task* task, int event, int signal) {
  switch (event) {
    case PTRACE_EVENT_STOP:
      if (LetGo(tid, 0)) return;
      // A group stop: the task stays stopped, and we hear of SIGCONT. see: PTRACE_LISTEN
      if (IsStopSignal(signal)) {
        Say(RecordKind::kGroupStop, tid, signal);
        ptrace(PTRACE_LISTEN, tid, nullptr, nullptr);
        return;
      }
      break;
    case PTRACE_EVENT_EXEC:
      Superseded(tid);
      task = &tasks_[tid];
      break;
    case PTRACE_EVENT_EXIT:
      if (!task->hidden) Say(RecordKind::kExiting, tid, 0);
      break;
    case PTRACE_EVENT_SECCOMP:
      SyscallStop(tid, task);
      break;
    default:
      break;
  }
  if (!LetGo(tid, 0)) Resume(tid, *task, 0);
}

// A thread that execs takes the number of its leader; all others are gone without a word. see: execve(2), "Under
// ptrace"
void TraceLoop::Superseded(pid_t tid) {
  const auto former = static_cast<pid_t>(EventMessage(tid));
  if (former == tid || former <= 0) return;
  auto found = tasks_.find(former);
  if (found == tasks_.end()) return;
  tasks_[tid] = std::move(found->second);
  tasks_.erase(former);
  Say(RecordKind::kSuperseded, tid, former);
}

void TraceLoop::SyscallStop(pid_t tid, Task* task) {
  __ptrace_syscall_info info{};
  if (ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof(info), &info) <= 0) return;
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY || info.op == PTRACE_SYSCALL_INFO_SECCOMP) Entry(tid, task, info);
  if (info.op == PTRACE_SYSCALL_INFO_EXIT && task->in_call) Exit(tid, task, info);
}

// The members of the entry and of the seccomp stop lie at the same places. see: struct ptrace_syscall_info
void TraceLoop::Entry(pid_t tid, Task* task, const __ptrace_syscall_info& info) {
  CallState& call = task->call;
  const bool again = info.op == PTRACE_SYSCALL_INFO_SECCOMP && task->in_call;
  if (again) return;
  call.number = info.entry.nr;
  memcpy(call.arguments, info.entry.args, sizeof(info.entry.args));
  call.arguments[6] = info.stack_pointer;
  task->in_call = true;
  task->injection = nullptr;
  const bool own = info.arch == AUDIT_ARCH_X86_64;
  if (task->hidden) task->hidden = !(own && (call.number == SYS_execve || call.number == SYS_execveat));
  const bool planned = own && call.number < kCallNumbers;
  task->recorded = !task->hidden && (!planned || request_.recorded[call.number] != 0);
  if (task->recorded) {
    Begin(RecordKind::kEntry, tid, 0, own ? 0 : kFlagForeign);
    Put(&call.number, sizeof(call.number));
    Put(call.arguments, sizeof(info.entry.args));
    Put(&info.instruction_pointer, sizeof(info.instruction_pointer));
    if (planned) {
      for (const FetchOp& op : request_.at_entry[call.number]) Fetch(tid, op, call, &record_);
    }
    Finish();
  }
  if (planned && !task->hidden && !request_.injections[call.number].empty()) Inject(tid, task, call.number);
}

void TraceLoop::Inject(pid_t tid, Task* task, uint64_t number) {
  const Injection& asked = request_.injections[number].front();
  const int32_t time = ++task->times[number];
  const bool now =
      time >= asked.first && time <= asked.last && (asked.step == 0 || (time - asked.first) % asked.step == 0);
  if (!now) return;
  task->injection = &asked;
  Sleep(asked.delay_entry_microseconds);
  // Number -1 does not exist: the kernel does nothing, and the result is set at the exit.
  if (asked.replaced != 0) SetRegisters(tid, &user_regs_struct::orig_rax, kNoCall);
}

void TraceLoop::FinishInjection(pid_t tid, Task* task, int64_t* result) {
  const Injection& asked = *task->injection;
  Sleep(asked.delay_exit_microseconds);
  if (asked.replaced == 0) return;
  *result = asked.result;
  SetRegisters(tid, &user_regs_struct::rax, static_cast<uint64_t>(*result));
}

void TraceLoop::Exit(pid_t tid, Task* task, const __ptrace_syscall_info& info) {
  int64_t result = info.exit.rval;
  uint16_t flags = info.exit.is_error ? kFlagError : 0;
  if (const Injection* injection = task->injection) {
    FinishInjection(tid, task, &result);
    if (injection->replaced != 0) flags = kFlagInjected | (result < 0 && result > -4096 ? kFlagError : 0);
    if (injection->delay_entry_microseconds > 0 || injection->delay_exit_microseconds > 0) flags |= kFlagDelayed;
  }
  CallState& call = task->call;
  call.result = result;
  task->in_call = false;
  if (task->recorded) {
    Begin(RecordKind::kExit, tid, 0, info.arch == AUDIT_ARCH_X86_64 ? flags : flags | kFlagForeign);
    Put(&result, sizeof(result));
    Put(&call.number, sizeof(call.number));
    // What a failed call was to fill in is not there.
    if (info.arch == AUDIT_ARCH_X86_64 && call.number < kCallNumbers) {
      for (const FetchOp& op : request_.at_exit[call.number]) {
        if ((flags & kFlagError) == 0 || op.at_exit == 2) Fetch(tid, op, call, &record_);
      }
    }
    Finish();
  }
  if (task->injection != nullptr && task->injection->signal != 0) {
    syscall(SYS_tkill, tid, task->injection->signal);
  }
}

// With a filter a task runs freely until its next wanted call, and to that call's exit.
void TraceLoop::Resume(pid_t tid, const Task& task, int signal) {
  const bool freely = request_.seccomp && !task.in_call && !task.hidden;
  ptrace(freely ? PTRACE_CONT : PTRACE_SYSCALL, tid, nullptr, signal);
}

bool TraceLoop::LetGo(pid_t tid, int signal) {
  if (!stopping_) return false;
  Say(RecordKind::kDetached, tid, 0);
  ptrace(PTRACE_DETACH, tid, nullptr, signal);
  tasks_.erase(tid);
  return true;
}

}  // namespace ai_perf
