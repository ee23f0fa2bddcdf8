#include "plugins/protocol/strict_reader.h"

#include <algorithm>

#include "workflows/base/text.h"

namespace qianqiao::protocol {
namespace {

const nlohmann::json& nothing(nlohmann::json::value_t type) {
  static const nlohmann::json object = nlohmann::json::object();
  static const nlohmann::json list = nlohmann::json::array();
  return type == nlohmann::json::value_t::array ? list : object;
}

}  // namespace

StrictReader::StrictReader(const nlohmann::json& object, std::string where)
    : object_(object.is_object() ? object : nothing(nlohmann::json::value_t::object)),
      where_(std::move(where)) {
  if (!object.is_object()) wrong("is no object");
}

void StrictReader::wrong(const std::string& what) {
  if (wrong_.empty()) wrong_ = where_ + " " + what;
}

const nlohmann::json* StrictReader::find(const char* name) {
  asked_.insert(name);
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

std::optional<std::string> StrictReader::optional_text(const char* name, std::size_t longest) {
  const nlohmann::json* node = find(name);
  if (!node) return std::nullopt;
  if (!node->is_string()) {
    wrong(std::string(name) + " is no text");
    return std::nullopt;
  }
  const auto& text = node->get_ref<const std::string&>();
  if (text.size() > longest) wrong(std::string(name) + " is too long");
  return text;
}

std::string StrictReader::text(const char* name, std::size_t longest) {
  auto found = optional_text(name, longest);
  if (!found) wrong(std::string(name) + " is missing");
  return found.value_or("");
}

std::string StrictReader::one_of(const char* name, const std::vector<std::string>& known) {
  std::string found = text(name, 64);
  if (std::find(known.begin(), known.end(), found) == known.end())
    wrong(std::string(name) + " is not known");
  return found;
}

std::int64_t StrictReader::integer(const char* name, std::int64_t least, std::int64_t most) {
  const nlohmann::json* node = find(name);
  if (!node || !node->is_number_integer()) {
    wrong(std::string(name) + " is no whole number");
    return least;
  }
  // Beyond int64 it is unsigned, and as int64 negative.
  const auto value = node->get<std::int64_t>();
  if (value < least || value > most) wrong(std::string(name) + " is out of range");
  return std::clamp(value, least, most);
}

const nlohmann::json* StrictReader::optional_node(const char* name) { return find(name); }

const nlohmann::json& StrictReader::object(const char* name) {
  const nlohmann::json* node = find(name);
  if (node && node->is_object()) return *node;
  wrong(std::string(name) + " is no object");
  return nothing(nlohmann::json::value_t::object);
}

const nlohmann::json& StrictReader::list(const char* name, std::size_t most) {
  const nlohmann::json* node = find(name);
  if (!node || !node->is_array()) {
    wrong(std::string(name) + " is no list");
    return nothing(nlohmann::json::value_t::array);
  }
  if (node->size() > most) wrong(std::string(name) + " has too many entries");
  return *node;
}

Result<void> StrictReader::finish() {
  for (const auto& [name, value] : object_.items())
    if (!asked_.count(name)) wrong("has an unknown field " + name.substr(0, 40));
  if (!wrong_.empty()) return fail("plugin.bad_answer", {{"what", wrong_}});
  return {};
}

}  // namespace qianqiao::protocol
