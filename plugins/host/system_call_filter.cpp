#include "plugins/host/system_call_filter.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plugins/host/box_error.h"
#include "plugins/host/privileges.h"

namespace qianqiao::host {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "no filter of system calls for this architecture"
#endif
constexpr std::uint32_t kX32Bit = 0x40000000;

// A condition on the lower half of an argument: the kernel reads no more of those named here.
struct Condition {
  enum class Is { kEqual, kOtherThan, kWithoutBits };
  int argument;
  Is is;
  std::uint32_t value;
};

struct Rule {
  long call;
  std::vector<Condition> conditions;  // all must hold, else:
  int error = 0;                      // errno
};

constexpr std::uint32_t kWritingFlags =
    O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);

std::vector<Rule> conditional_rules() {
  using Is = Condition::Is;
  return {
      {SYS_recvfrom, {{0, Is::kEqual, kChannelDescriptor}}, EPERM},
      {SYS_sendto, {{0, Is::kEqual, kChannelDescriptor}, {4, Is::kEqual, 0}}, EPERM},
      {SYS_read, {{0, Is::kOtherThan, kChannelDescriptor}}, EPERM},
      {SYS_close, {{0, Is::kOtherThan, kChannelDescriptor}}, EPERM},
      {SYS_openat, {{2, Is::kWithoutBits, kWritingFlags}}, EACCES},
      {SYS_mmap, {{2, Is::kWithoutBits, PROT_EXEC}}, EPERM},
      {SYS_mprotect, {{2, Is::kWithoutBits, PROT_EXEC}}, EPERM},
      // F_GETFD, F_SETFD and F_GETFL are 1, 2 and 3.
      {SYS_fcntl, {{1, Is::kWithoutBits, ~3u}, {1, Is::kOtherThan, F_DUPFD}}, EPERM},
  };
}

std::vector<long> allowed_calls() {
  return {
    SYS_futex, SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_lseek, SYS_pread64, SYS_fstat,
        SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_faccessat2, SYS_readlinkat, SYS_getdents64,
        SYS_getcwd, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack,
        SYS_restart_syscall, SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_nanosleep,
        SYS_clock_nanosleep, SYS_ppoll, SYS_pselect6, SYS_sched_yield, SYS_getpid, SYS_gettid,
        SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_getrandom, SYS_getrusage, SYS_times,
        SYS_uname, SYS_exit, SYS_exit_group,
#if defined(__x86_64__)
        SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_poll, SYS_select, SYS_time,
#endif
  };
}

// They fail with EPERM, which Python turns into PermissionError.
std::vector<long> failing_calls() {
  return {
    SYS_write, SYS_writev, SYS_pwrite64, SYS_sendfile, SYS_socket, SYS_socketpair, SYS_connect,
        SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_getsockname, SYS_getpeername,
        SYS_getsockopt, SYS_setsockopt, SYS_sendmsg, SYS_recvmsg, SYS_shutdown, SYS_dup, SYS_dup3,
        SYS_pipe2, SYS_eventfd2, SYS_epoll_create1, SYS_memfd_create, SYS_inotify_init1,
        SYS_unlinkat, SYS_mkdirat, SYS_symlinkat, SYS_linkat, SYS_renameat, SYS_renameat2,
        SYS_mknodat, SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_truncate,
        SYS_ftruncate, SYS_utimensat, SYS_fsync, SYS_flock, SYS_chdir, SYS_fchdir, SYS_umask,
        SYS_kill, SYS_tkill, SYS_tgkill, SYS_getppid, SYS_getpgid, SYS_setpgid, SYS_setsid,
        SYS_getpriority, SYS_setpriority, SYS_prlimit64, SYS_setrlimit, SYS_getrlimit,
        SYS_sched_getaffinity, SYS_sched_setaffinity, SYS_sysinfo, SYS_setuid, SYS_setgid,
        SYS_setresuid, SYS_setresgid, SYS_setgroups, SYS_setxattr, SYS_getxattr, SYS_mlock,
        SYS_timer_create, SYS_setitimer,
#if defined(__x86_64__)
        SYS_open, SYS_creat, SYS_dup2, SYS_pipe, SYS_epoll_create, SYS_unlink, SYS_rmdir, SYS_mkdir,
        SYS_symlink, SYS_link, SYS_rename, SYS_mknod, SYS_chmod, SYS_chown, SYS_lchown, SYS_utimes,
        SYS_alarm, SYS_getpgrp,
#endif
  };
}

class Program {
 public:
  Program() {
    load(offsetof(seccomp_data, arch));
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)
    add(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32Bit, 0, 1));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
#endif
  }

  void always(long call, std::uint32_t action) {
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
    add(BPF_STMT(BPF_RET | BPF_K, action));
  }

  void when(const Rule& rule) {
    // Each condition is two or three instructions; then allow, and the error behind it.
    std::vector<sock_filter> body;
    for (const Condition& condition : rule.conditions) check(condition, rule.error, body);
    body.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(rule.call), 0,
                 static_cast<std::uint8_t>(body.size())));
    code_.insert(code_.end(), body.begin(), body.end());
  }

  void install() {
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    must(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program), "seccomp");
  }

 private:
  void add(sock_filter instruction) { code_.push_back(instruction); }
  void load(std::size_t offset) {
    add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
  }

  static void check(const Condition& condition, int error, std::vector<sock_filter>& body) {
    // The lower half of a 64-bit argument stands first on these architectures.
    body.push_back(
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                 static_cast<std::uint32_t>(offsetof(seccomp_data, args) +
                                            8u * static_cast<unsigned>(condition.argument))));
    switch (condition.is) {
      case Condition::Is::kEqual:
        body.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, condition.value, 1, 0));
        break;
      case Condition::Is::kOtherThan:
        body.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, condition.value, 0, 1));
        break;
      case Condition::Is::kWithoutBits:
        body.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, condition.value, 0, 1));
        break;
    }
    body.push_back(
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)));
  }

  std::vector<sock_filter> code_;
};

}  // namespace

void filter_system_calls() {
  Program program;
  for (const Rule& rule : conditional_rules()) program.when(rule);
  for (const long call : allowed_calls()) program.always(call, SECCOMP_RET_ALLOW);
  program.always(SYS_ioctl, SECCOMP_RET_ERRNO | ENOTTY);
  for (const long call : failing_calls()) program.always(call, SECCOMP_RET_ERRNO | EPERM);
  program.install();
}

}  // namespace qianqiao::host
