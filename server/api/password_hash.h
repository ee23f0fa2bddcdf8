// argon2id through libsodium. The hash carries its own salt and cost.
#pragma once

#include <string>

#include "workflows/base/result.h"

namespace qianqiao {

Result<std::string> hash_password(const std::string& password);  // errors: password.not_hashed
bool is_password(const std::string& hash, const std::string& password);

}  // namespace qianqiao
