// The product's one error type. A code names a line of the error catalogue (errors/), which holds
// title, advice and HTTP status in both languages.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/base/text.h"

namespace qianqiao {

struct Error {
  std::string code;                                         // a code of the catalogue
  std::vector<std::pair<std::string, std::string>> params;  // fill {name} in the advice
  std::vector<std::string> allowed_events = {};  // of a refused event: what is possible now

  bool operator==(const Error&) const = default;
};

// What a person is told.
struct ErrorDescription {
  int http_status;
  Text title;
  Text advice;  // what happened and what to do, parameters filled in
};

ErrorDescription describe(const Error& error);

// "zh / en" in one line, for terminals and logs.
std::string to_line(const Error& error);

// A line of the catalogue.
struct ErrorEntry {
  std::string_view code;
  int http_status;
  std::string_view title_zh;
  std::string_view title_en;
  std::string_view advice_zh;
  std::string_view advice_en;
};
const std::vector<ErrorEntry>& error_catalogue();

}  // namespace qianqiao
