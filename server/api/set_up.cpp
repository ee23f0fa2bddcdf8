#include "server/api/set_up.h"

#include <algorithm>

#include "server/api/api_key.h"
#include "server/api/secret_box.h"

namespace qianqiao {

SetUp::SetUp(const Engine& engine) : engine_(engine), code_(random_token().substr(0, 20)) {}

bool SetUp::is_open() const {
  const auto directory = engine_.directory();
  const auto& people = directory->people();
  return std::none_of(people.begin(), people.end(),
                      [](const Person& person) { return !person.password_hash.empty(); });
}

bool SetUp::is_code(std::string_view offered) const { return is_same_key(code_, offered); }

}  // namespace qianqiao
