// What roles and audiences are called on screen and in letters.
#pragma once

#include <string_view>

#include "workflows/base/text.h"

namespace qianqiao {

Text role_title(std::string_view role);      // of an unknown role its own name
Text audience_title(std::string_view name);  // of an unknown audience its own name

}  // namespace qianqiao
