// Small definitions for tests, and what is found wrong with them in one line each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/definition/definition.h"

namespace qianqiao::written {

inline std::string param(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.params)
    if (key == name) return value;
  return "(no parameter " + std::string(name) + ")";
}

// "statute_loosened overlay:4:5 deadlines[1].budget"
inline std::string in_one_line(const Error& error) {
  return error.code.substr(std::string_view("definition.").size()) + " " + param(error, "file") +
         ":" + param(error, "line") + ":" + param(error, "column") + " " + param(error, "field");
}

inline std::vector<std::string> in_lines(const std::vector<Error>& errors) {
  std::vector<std::string> lines;
  for (const Error& error : errors) lines.push_back(in_one_line(error));
  return lines;
}

inline const std::string& shipped_statute() { return Definition::shipped().statute_yaml(); }
inline const std::string& shipped_template() { return Definition::shipped().template_yaml(); }

inline std::vector<std::string> check(std::string_view statute, std::string_view city,
                                      std::string_view overlay) {
  return in_lines(
      Definition::check({"statute", statute}, {"template", city}, {"overlay", overlay}));
}
inline std::vector<std::string> check_overlay(std::string_view overlay) {
  return check(shipped_statute(), shipped_template(), overlay);
}
inline Result<Definition> merge_overlay(std::string_view overlay) {
  return Definition::merge(shipped_statute(), shipped_template(), overlay);
}

// `text` with the first `old_words` replaced; the line where they stood goes to `line`.
inline std::string replaced(std::string text, std::string_view old_words,
                            std::string_view new_words, int& line) {
  const std::size_t at = text.find(old_words);
  if (at == std::string::npos) return "the words to replace are missing: {";
  line = 1;
  for (std::size_t i = 0; i < at; ++i) line += text[i] == '\n' ? 1 : 0;
  return text.replace(at, old_words.size(), new_words);
}

// A county's overlay with this below its two heading lines: what follows begins in line 3.
inline std::string overlay(std::string_view lines) {
  return "overlay: 浉河区\narea: '411502'\n" + std::string(lines);
}

}  // namespace qianqiao::written
