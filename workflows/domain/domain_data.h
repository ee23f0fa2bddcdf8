// The data files that are part of the binary: holidays.json, xinyang_areas.json,
// size_classes.json. Private to this folder.
#pragma once

#include <string_view>

namespace qianqiao::domain_data {

std::string_view embedded_file(std::string_view name);  // empty: no such file

}  // namespace qianqiao::domain_data
