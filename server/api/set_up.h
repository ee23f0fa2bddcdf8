// The first run: while nobody can sign in yet, whoever holds the code that the server shows at its
// start makes the first three administrators. The first account closes it for good.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "server/engine/engine.h"

namespace qianqiao {

class SetUp {
 public:
  explicit SetUp(const Engine& engine);

  bool is_open() const;  // nobody has a password
  const std::string& code() const { return code_; }
  bool is_code(std::string_view offered) const;

 private:
  const Engine& engine_;
  const std::string code_;
};

}  // namespace qianqiao
