// What is wrong with a definition, each with its place. Reading goes on after a problem, so that
// whoever writes a definition sees all of them at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/error.h"
#include "workflows/base/text.h"

namespace qianqiao {

struct Place {
  std::string_view file;  // the source's name; outlives the problem list's user
  int line = 1;
  int column = 1;
};

class Problems {
 public:
  // `field` is the way from the file's top, "deadlines[2].budget"; `expected` says what should be
  // there, as a sentence without its full stop. Parameters: file, line, column, field,
  // expected, expected_en.
  void add(std::string code, const Place& place, std::string field, const Text& expected);
  // The same, with the clause that is touched.
  void add_with_clause(std::string code, const Place& place, std::string field,
                       const std::string& clause, const Text& expected);

  bool empty() const { return found_.empty(); }
  const std::vector<Error>& found() const { return found_; }
  std::vector<Error> take() { return std::move(found_); }

 private:
  std::vector<Error> found_;
};

}  // namespace qianqiao
