#include "server/api/json_input.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

using nlohmann::json;

// Looks at the text once without building anything: how deep, and is a key there twice? A parser
// would quietly keep one of the two, and not everybody's parser the same.
class Inspector : public nlohmann::json_sax<json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return deeper();
  }
  bool end_object() override {
    keys_.pop_back();
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override { return deeper(); }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool key(string_t& name) override {
    if (keys_.back().insert(name).second) return true;
    problem_ = Error{"json.duplicate_key", {{"key", name}}};
    return false;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    problem_ = Error{"json.malformed", {}};
    return false;
  }
  const std::optional<Error>& problem() const { return problem_; }

 private:
  bool deeper() {
    if (++depth_ <= kDeepestJson) return true;
    problem_ = Error{"json.too_deep", {{"limit", std::to_string(kDeepestJson)}}};
    return false;
  }
  int depth_ = 0;
  std::vector<std::set<std::string>> keys_;
  std::optional<Error> problem_;
};

}  // namespace

Result<json> parse_strictly(std::string_view text) {
  if (!is_valid_utf8(text)) return fail("json.encoding");
  Inspector inspector;
  if (!json::sax_parse(text, &inspector))
    return fail(inspector.problem().value_or(Error{"json.malformed", {}}));
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

Result<ObjectInput> ObjectInput::of(const json& value) {
  if (!value.is_object()) return fail("http.not_an_object");
  return ObjectInput(value);
}

void ObjectInput::note(const char* code, const char* name) {
  if (!problem_) problem_ = Error{code, {{"field", name}}};
}

const json* ObjectInput::take(const char* name) {
  taken_.emplace_back(name);
  const auto found = value_->find(name);
  return found == value_->end() || found->is_null() ? nullptr : &*found;
}

bool ObjectInput::has(const char* name) const { return value_->contains(name); }

std::string ObjectInput::text(const char* name) {
  const json* value = take(name);
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  note("http.wrong_type", name);
  return {};
}

std::string ObjectInput::required_text(const char* name) {
  std::string value = text(name);
  if (value.empty()) note("http.missing_field", name);
  return value;
}

std::optional<bool> ObjectInput::boolean(const char* name) {
  const json* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  note("http.wrong_type", name);
  return std::nullopt;
}

std::optional<std::int64_t> ObjectInput::integer(const char* name) {
  const json* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_number_integer()) return value->get<std::int64_t>();
  note("http.wrong_type", name);
  return std::nullopt;
}

const json* ObjectInput::object(const char* name) {
  const json* value = take(name);
  if (value == nullptr || value->is_object()) return value;
  note("http.wrong_type", name);
  return nullptr;
}

const json* ObjectInput::array(const char* name) {
  const json* value = take(name);
  if (value == nullptr || value->is_array()) return value;
  note("http.wrong_type", name);
  return nullptr;
}

std::set<std::string> ObjectInput::texts(const char* name) {
  std::set<std::string> values;
  const json* list = array(name);
  if (list == nullptr) return values;
  for (const json& value : *list)
    if (value.is_string())
      values.insert(value.get<std::string>());
    else
      note("http.wrong_type", name);
  return values;
}

const json* ObjectInput::any(const char* name) { return take(name); }

Result<void> ObjectInput::finish() const {
  // A name that nobody knows explains a missing one better than the other way round.
  for (const auto& [name, unused] : value_->items())
    if (std::find(taken_.begin(), taken_.end(), name) == taken_.end())
      return fail("http.unknown_field", {{"field", name}});
  if (problem_) return fail(*problem_);
  return {};
}

}  // namespace qianqiao
