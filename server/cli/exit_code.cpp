#include "server/cli/exit_code.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace qianqiao {

ExitCode exit_code_of(const Error& error) {
  // Refusals of the store about one request, not about the store.
  static constexpr std::array<std::string_view, 6> kAboutTheRequest = {
      "store.backup_exists", "store.database_exists", "store.not_a_backup",
      "api_key.read_only",   "api_key.not_found",     "api_key.days"};
  static constexpr std::array<std::string_view, 5> kDoors = {"store.", "server.", "api_key.",
                                                             "key.", "secret_box."};
  static constexpr std::array<std::string_view, 4> kUnreachableCodes = {
      "cli.server_unreachable", "cli.server_answer", "http.cannot_listen", "http.unauthorised"};
  const std::string_view code = error.code;
  const auto is_code = [&](std::string_view other) { return code == other; };
  const auto begins = [&](std::string_view prefix) { return code.starts_with(prefix); };
  if (std::any_of(kAboutTheRequest.begin(), kAboutTheRequest.end(), is_code)) return kRefused;
  if (std::any_of(kDoors.begin(), kDoors.end(), begins)) return kUnreachable;
  if (std::any_of(kUnreachableCodes.begin(), kUnreachableCodes.end(), is_code)) return kUnreachable;
  return kRefused;
}

}  // namespace qianqiao
