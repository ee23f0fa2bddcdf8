// A table for people at a terminal: columns as wide as their widest cell, Chinese characters
// counted as two.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qianqiao {

std::size_t display_width(std::string_view utf8);

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> headings) : rows_{std::move(headings)} {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.size() == 1; }
  std::string text() const;  // ends with a line end

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace qianqiao
