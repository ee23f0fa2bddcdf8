// The one API key of this server. It stands for the whole house: whoever holds it may name the
// person who acts (header X-Qianqiao-Actor), and the engine checks that person's appointments.
// Accounts with their own sessions and keys replace this; until then keep it as you keep root.
#pragma once

#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

// The key in the file, made at first use (mode 0600).
// Errors: api_key.unreadable, api_key.unwritable, api_key.too_short.
Result<std::string> load_or_create_api_key(const std::string& path);

// Takes the same time whatever is wrong with `offered`.
bool is_same_key(std::string_view expected, std::string_view offered);

inline constexpr std::size_t kShortestApiKey = 24;

}  // namespace qianqiao
