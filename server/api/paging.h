// How lists are cut into pages: ?limit= and ?cursor=, {items, next_cursor}.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "server/api/exchange.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct Page {
  int limit = 100;
  std::string cursor;  // empty: from the beginning
};
inline constexpr int kLargestPage = 1000;

// Errors: http.bad_parameter.
Result<Page> page_of(const Request& request);
// Of lists that are numbered: 0 where there is no cursor.
Result<std::int64_t> numbered_cursor(const Page& page);
// ?name=1|0|true|false; absent is false. Errors: http.bad_parameter.
Result<bool> flag_of(const Request& request, std::string_view name);
// 0 or more, digits only; none: something else.
std::optional<std::int64_t> whole_number(std::string_view text);
std::string text_of(const Request& request, std::string_view name);  // empty: absent

// ?q=: what enterprises are found by; empty: absent. Errors: http.bad_parameter (nothing in it that
// could be found, or too long).
Result<std::string> words_of(const Request& request);

// `next_cursor` empty: this was the last page.
Answer list_answer(const nlohmann::ordered_json& items, const std::string& next_cursor);
Answer json_answer(const nlohmann::ordered_json& body, int status = 200);

}  // namespace qianqiao
