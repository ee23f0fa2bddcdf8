#include "plugins/host/warden.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "plugins/host/box_error.h"
#include "plugins/host/privileges.h"

namespace qianqiao::host {
namespace {

constexpr char kGo = 'g', kEntered = 'e';

void write_file(const std::string& path, const std::string& text) {
  const int file = must(::open(path.c_str(), O_WRONLY | O_CLOEXEC), path.c_str());
  const ssize_t written = ::write(file, text.data(), text.size());
  ::close(file);
  must(written, path.c_str());
}

// One user, the same inside as outside: enough to set up the box, and nobody else exists in it.
void map_own_user(pid_t child) {
  const std::string proc = "/proc/" + std::to_string(child);
  const std::string uid = std::to_string(::geteuid()), gid = std::to_string(::getegid());
  write_file(proc + "/setgroups", "deny");
  write_file(proc + "/uid_map", uid + " " + uid + " 1");
  write_file(proc + "/gid_map", gid + " " + gid + " 1");
}

// Words between the two processes while the box is set up.
class Talk {
 public:
  Talk() { must(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_), "socketpair"); }
  void keep(int end) {
    mine_ = ends_[end];
    ::close(ends_[1 - end]);
  }
  int number() const { return mine_; }
  void close() { ::close(mine_); }
  void say(const std::string& word) const {
    (void)::send(mine_, word.data(), word.size(), MSG_NOSIGNAL);
  }
  std::string hear() const {  // empty: the other one is gone
    char word[512];
    const ssize_t got = ::recv(mine_, word, sizeof(word), 0);
    return got > 0 ? std::string(word, static_cast<std::size_t>(got)) : "";
  }

 private:
  int ends_[2];
  int mine_ = -1;
};

// Inside. Exits with the plugin's host.
int inside(Talk& talk, Box& box, const std::function<int(Box&)>& live) {
  talk.keep(1);
  try {
    die_with_parent();
    if (talk.hear().empty()) return 1;
    close_all_but_the_channel(talk.number());
    box.enter();
    die_with_parent();  // once more: the user may have changed
  } catch (const BoxError& error) {
    talk.say(error.what());
    return 1;
  }
  talk.say(std::string(1, kEntered));
  // An answer means that the warden lives, so its death will be noticed from here on.
  if (talk.hear().empty()) return 1;
  talk.close();
  return live(box);
}

// Ends as the process inside did.
[[noreturn]] void end_like(int status) {
  if (WIFSIGNALED(status)) {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::signal(WTERMSIG(status), SIG_DFL);
    ::raise(WTERMSIG(status));
  }
  ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

int reap(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, __WALL) < 0 && errno == EINTR) continue;
  return status;
}

[[noreturn]] void watch(pid_t child) {
  const int watched = static_cast<int>(must(::syscall(SYS_pidfd_open, child, 0), "pidfd_open"));
  pollfd both[2] = {{watched, POLLIN, 0}, {kChannelDescriptor, 0, 0}};
  while (both[0].revents == 0) {
    both[0].revents = both[1].revents = 0;
    ::poll(both, 2, -1);
    if (both[1].revents != 0) {
      ::kill(child, SIGKILL);
      break;
    }
  }
  end_like(reap(child));
}

// Why the rung could not be taken. Does not return where it could, except inside.
struct Attempt {
  bool is_inside = false;
  int exit_code = 0;
  std::string why;
};

Attempt attempt(Box& box, const std::function<int(Box&)>& live) {
  Talk talk;
  const int flags = Box::namespaces_of(box.rung());
  const long child = ::syscall(SYS_clone, flags | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
  if (child == 0) return {true, inside(talk, box, live), ""};
  talk.keep(0);
  if (child < 0) {
    talk.close();
    return {false, 0, std::string("clone: ") + std::strerror(errno)};
  }
  const auto pid = static_cast<pid_t>(child);
  std::string word;
  try {
    if (box.rung() == "user-namespaces") map_own_user(pid);
    talk.say(std::string(1, kGo));
    word = talk.hear();
  } catch (const BoxError& error) {
    word = error.what();
  }
  if (word == std::string(1, kEntered)) {
    talk.say(std::string(1, kGo));
    talk.close();
    watch(pid);
  }
  talk.close();
  ::kill(pid, SIGKILL);
  reap(pid);
  return {false, 0, word.empty() ? "ended while it was set up" : word};
}

}  // namespace

int run_in_box(const protocol::Start& start, const std::function<int(Box&)>& live,
               const std::function<void(const std::string& why)>& refuse) {
  std::string reasons;
  for (const std::string& rung : start.rungs) {
    std::string why = Box::obstacle(rung, start);
    if (why.empty()) {
      Box box(rung, start);
      Attempt result = attempt(box, live);
      if (result.is_inside) return result.exit_code;
      why = result.why;
    }
    reasons += (reasons.empty() ? "" : "; ") + rung + ": " + why;
  }
  refuse(reasons);
  return 1;
}

}  // namespace qianqiao::host
