#include "server/api/paging.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "workflows/domain/search_terms.h"

namespace qianqiao {
namespace {

constexpr std::size_t kLongestSearch = 100;  // bytes

// Stored text is UTF-8; should a damaged row not be, the rest must still be readable.
std::string text_of(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || problem != std::errc{} || end != text.data() + text.size() || value < 0)
    return std::nullopt;
  return value;
}

Result<Page> page_of(const Request& request) {
  Page page;
  if (const std::string* limit = request.parameter("limit")) {
    const auto value = whole_number(*limit);
    if (!value || *value < 1 || *value > kLargestPage)
      return fail("http.bad_parameter", {{"parameter", "limit"}, {"value", *limit}});
    page.limit = static_cast<int>(*value);
  }
  page.cursor = text_of(request, "cursor");
  return page;
}

Result<std::int64_t> numbered_cursor(const Page& page) {
  if (page.cursor.empty()) return 0;
  const auto value = whole_number(page.cursor);
  if (!value) return fail("http.bad_parameter", {{"parameter", "cursor"}, {"value", page.cursor}});
  return *value;
}

Result<bool> flag_of(const Request& request, std::string_view name) {
  const std::string* value = request.parameter(name);
  if (value == nullptr || *value == "0" || *value == "false") return false;
  if (*value == "1" || *value == "true") return true;
  return fail("http.bad_parameter", {{"parameter", std::string(name)}, {"value", *value}});
}

std::string text_of(const Request& request, std::string_view name) {
  const std::string* value = request.parameter(name);
  return value == nullptr ? std::string() : *value;
}

Answer json_answer(const nlohmann::ordered_json& body, int status) {
  Answer answer;
  answer.status = status;
  answer.body = text_of(body);
  return answer;
}

Result<std::string> words_of(const Request& request) {
  if (request.parameter("q") == nullptr) return std::string();
  std::string words = text_of(request, "q");
  if (words.size() > kLongestSearch || search_words(words).pairs.empty())
    return fail("search.words", {{"value", words.substr(0, kLongestSearch)}});
  return words;
}

// The rows are not copied into a body first: a page of a list is much of what the server sends.
Answer list_answer(const nlohmann::ordered_json& items, const std::string& next_cursor) {
  Answer answer;
  answer.body = R"({"items":)" + text_of(items) + R"(,"next_cursor":)";
  answer.body += next_cursor.empty() ? "null" : text_of(nlohmann::ordered_json(next_cursor));
  answer.body += '}';
  return answer;
}

}  // namespace qianqiao
