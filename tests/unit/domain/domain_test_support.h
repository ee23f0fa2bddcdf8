// What the tests of this folder share: dates, instants and example files in one word each.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "workflows/base/instant.h"

namespace qianqiao::testing {

inline Date day(std::string_view text) { return parse_date(text).value(); }
inline Instant at(std::string_view text) { return parse_instant(text).value(); }

inline std::string read_data(const std::string& name) {
  std::ifstream file(std::string(QIANQIAO_SOURCE_DIR) + "/tests/unit/domain/data/" + name);
  EXPECT_TRUE(file.good()) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace qianqiao::testing
