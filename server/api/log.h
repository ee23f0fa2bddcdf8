// One JSON line on stderr for each start, stop and error. No personal data: codes, routes and
// counts only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace qianqiao {

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

void log_info(std::string_view message, LogFields fields = {});
void log_error(std::string_view message, LogFields fields = {});

}  // namespace qianqiao
