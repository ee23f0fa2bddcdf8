#include "server/plugin_client/host_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>

namespace qianqiao {
namespace {

constexpr int kChannelInHost = 3;
constexpr std::chrono::milliseconds kPatience{1000};

// What this thread starts meanwhile keeps off the first of the processors that the server may use,
// where there are several: however many plugins start or turn in circles, the server has one to
// itself. The box takes the way back away.
class OffOneProcessor {
 public:
  OffOneProcessor() {
    if (::sched_getaffinity(0, sizeof all_, &all_) != 0 || CPU_COUNT(&all_) < 2) return;
    cpu_set_t others = all_;
    int first = 0;
    while (!CPU_ISSET(first, &others)) ++first;
    CPU_CLR(first, &others);
    is_off_ = ::sched_setaffinity(0, sizeof others, &others) == 0;  // else they share
  }
  ~OffOneProcessor() {
    if (is_off_) ::sched_setaffinity(0, sizeof all_, &all_);
  }
  OffOneProcessor(const OffOneProcessor&) = delete;
  OffOneProcessor& operator=(const OffOneProcessor&) = delete;

 private:
  cpu_set_t all_{};
  bool is_off_ = false;
};

// Starts the program with the channel as descriptor 3, /dev/null before it and nothing behind it,
// and an empty environment.
int spawn(const std::string& program, int channel, pid_t& pid) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, channel, kChannelInHost);
  for (int standard = 0; standard < kChannelInHost; ++standard)
    posix_spawn_file_actions_addopen(&files, standard, "/dev/null", O_RDWR, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, kChannelInHost + 1);

  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);  // a terminal's Ctrl-C is for the server
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::string name = program;
  char* arguments[] = {name.data(), nullptr};
  char* environment[] = {nullptr};
  const OffOneProcessor off_one;
  const int problem =
      ::posix_spawn(&pid, program.c_str(), &files, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return problem;
}

std::chrono::milliseconds span_of(const timeval& time) {
  return std::chrono::milliseconds(time.tv_sec * 1000 + time.tv_usec / 1000);
}

}  // namespace

SandboxSettings installed_sandbox() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto folder = program.parent_path();
  SandboxSettings settings;
  settings.host_program = (folder / "qianqiao-plugin-host").string();
  settings.sdk_folder = (folder.parent_path() / "lib" / "qianqiao-sdk").string();
  return settings;
}

Result<std::unique_ptr<HostProcess>> HostProcess::start(const SandboxSettings& settings,
                                                        const protocol::Start& order) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return fail("plugin.no_sandbox", {{"what", std::strerror(errno)}});
  pid_t pid = 0;
  const int problem = spawn(settings.host_program, ends[1], pid);
  ::close(ends[1]);
  if (problem != 0) {
    ::close(ends[0]);
    return fail("plugin.no_sandbox",
                {{"what", settings.host_program + ": " + std::strerror(problem)}});
  }
  std::unique_ptr<HostProcess> host(new HostProcess(pid, ends[0], order));
  host->group_.add(pid);  // it has no children before it is told to start
  if (!host->channel_.send(protocol::write(order)))
    return fail("plugin.no_sandbox", {{"what", settings.host_program + " ended"}});
  return host;
}

HostProcess::HostProcess(pid_t pid, int descriptor, const protocol::Start& order)
    : pid_(pid),
      channel_(descriptor, static_cast<std::size_t>(order.limits.message_kib) << 10),
      group_(order.limits.memory_mib) {}

HostProcess::~HostProcess() { kill(); }

HostEnd HostProcess::reap() {
  int status = 0;
  rusage used{};
  while (::wait4(pid_, &status, __WALL, &used) < 0 && errno == EINTR) continue;
  pid_ = 0;
  end_ = HostEnd{killed_by_us_, WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                 WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                 span_of(used.ru_utime) + span_of(used.ru_stime)};
  return *end_;
}

HostEnd HostProcess::kill() {
  if (end_) return *end_;
  killed_by_us_ = true;
  // The host within dies with its warden, and its process namespace with it.
  ::kill(pid_, SIGKILL);
  return reap();
}

bool HostProcess::ends_within(std::chrono::milliseconds patience) const {
  const auto process = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (process < 0) return false;
  pollfd one{process, POLLIN, 0};
  const bool ended = ::poll(&one, 1, static_cast<int>(patience.count())) > 0;
  ::close(process);
  return ended;
}

HostEnd HostProcess::await_end() {
  if (end_) return *end_;
  return ends_within(kPatience) ? reap() : kill();
}

}  // namespace qianqiao
