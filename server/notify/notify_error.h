// The ways in which a delivery fails, each with its reason in both languages. Never names a person:
// errors reach logs.
#pragma once

#include <string>

#include "workflows/base/error.h"

namespace qianqiao {

// `receiver` is a host name.
Error unreachable(const std::string& receiver, const Text& reason);  // another attempt may work
Error refused(const std::string& receiver, const Text& reason);      // so may it here
Error rejected(const std::string& receiver, const Text& reason);     // never going to work
Error timed_out(const std::string& receiver, int limit_ms);          // another attempt may work
Error misconfigured(const Text& reason);  // once an administrator has put it right, it works

}  // namespace qianqiao
