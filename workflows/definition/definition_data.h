// The data files that are part of the binary: xinyang-329.yaml, city-template.yaml, the
// example of an overlay and the forms.
// Private to this folder.
#pragma once

#include <string_view>

namespace qianqiao::definition_data {

std::string_view embedded_file(std::string_view name);  // empty: no such file

}  // namespace qianqiao::definition_data
