// Takes the fields of a JSON object one by one and remembers the first thing that is wrong: a
// field missing, of another type, too long, or not known. Private to this folder.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao::protocol {

class StrictReader {
 public:
  StrictReader(const nlohmann::json& object, std::string where);

  std::string text(const char* name, std::size_t longest);
  std::optional<std::string> optional_text(const char* name, std::size_t longest);
  std::string one_of(const char* name, const std::vector<std::string>& known);
  std::int64_t integer(const char* name, std::int64_t least, std::int64_t most);
  const nlohmann::json* optional_node(const char* name);
  const nlohmann::json& object(const char* name);
  const nlohmann::json& list(const char* name, std::size_t most);

  void wrong(const std::string& what);  // the first one counts
  // Fields that nobody asked for are wrong too. Errors: plugin.bad_answer.
  Result<void> finish();

 private:
  const nlohmann::json* find(const char* name);

  const nlohmann::json& object_;
  const std::string where_;
  std::set<std::string, std::less<>> asked_;
  std::string wrong_;
};

}  // namespace qianqiao::protocol
