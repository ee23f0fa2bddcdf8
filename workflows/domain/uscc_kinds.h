// The first two characters of a USCC: registration departments and their kinds of institution
// (GB 32100-2015 with its amendment). Private to this folder.
#pragma once

#include <optional>

#include "workflows/base/text.h"

namespace qianqiao {

std::optional<Text> uscc_department(char department);
// none: no such kind in this department
std::optional<Text> uscc_kind(char department, char institution);

}  // namespace qianqiao
