#include "workflows/base/error.h"

#include <algorithm>
#include <cassert>

namespace qianqiao {
namespace {

std::string fill_in(std::string_view advice, const Error& error) {
  std::string out(advice);
  for (const auto& [name, value] : error.params) {
    const std::string placeholder = "{" + name + "}";
    for (std::size_t at = out.find(placeholder); at != std::string::npos;
         at = out.find(placeholder, at + value.size()))
      out.replace(at, placeholder.size(), value);
  }
  return out;
}

}  // namespace

ErrorDescription describe(const Error& error) {
  const auto& catalogue = error_catalogue();
  const auto entry = std::find_if(catalogue.begin(), catalogue.end(),
                                  [&](const ErrorEntry& e) { return e.code == error.code; });
  assert(entry != catalogue.end() && "an error code without a line in the catalogue");
  if (entry == catalogue.end()) return {500, {error.code, error.code}, {error.code, error.code}};
  return {entry->http_status,
          {std::string(entry->title_zh), std::string(entry->title_en)},
          {fill_in(entry->advice_zh, error), fill_in(entry->advice_en, error)}};
}

std::string to_line(const Error& error) {
  const ErrorDescription words = describe(error);
  return words.title.zh + "：" + words.advice.zh + " / " + words.title.en + ": " + words.advice.en +
         " [" + error.code + "]";
}

}  // namespace qianqiao
