// Personal data shows as little as serves: a phone's two ends. Who must see
// the whole reveals it with a reason, on record.
#pragma once

#include <string>
#include <string_view>

namespace qianqiao {

std::string masked_phone(std::string_view phone);  // 138****5678

}  // namespace qianqiao
