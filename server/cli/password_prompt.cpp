#include "server/cli/password_prompt.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace qianqiao {
namespace {

// Characters typed meanwhile do not appear.
class SilentTerminal {
 public:
  SilentTerminal() {
    ::tcgetattr(STDIN_FILENO, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  termios before_{};
};

std::string prompt(const char* text) {
  std::fprintf(stderr, "%s", text);
  std::string line;
  std::getline(std::cin, line);
  std::fprintf(stderr, "\n");
  return line;
}

}  // namespace

Result<std::string> read_new_password(bool from_stdin) {
  if (from_stdin || ::isatty(STDIN_FILENO) == 0) {
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) return fail("cli.no_password");
    if (line.back() == '\r') line.pop_back();
    return line;
  }
  const SilentTerminal silent;
  const std::string password = prompt("密码 password: ");
  if (password.empty()) return fail("cli.no_password");
  if (prompt("再输一次 again: ") != password) return fail("cli.passwords_differ");
  return password;
}

}  // namespace qianqiao
