// Seals what must be read again but not by who reads the database: second factors' secrets,
// webhooks' signing secrets. The key is a file of its own (mode 0600), never in the database.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

class SecretBox {
 public:
  // Errors: secret_box.unreadable, secret_box.unwritable.
  static Result<SecretBox> load_or_create(const std::string& path);

  std::string seal(std::string_view plain) const;
  std::optional<std::string> open(std::string_view sealed) const;  // none: not sealed by this key

 private:
  std::array<unsigned char, 32> key_{};
};

// 32 random bytes as text for addresses and headers.
std::string random_token();

}  // namespace qianqiao
