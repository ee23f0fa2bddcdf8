// The files that a new plugin begins with: one step that passes its own cases. Pure.
#pragma once

#include <map>
#include <string>

namespace qianqiao {

std::map<std::string, std::string> plugin_template(const std::string& name,
                                                   const std::string& county);

}  // namespace qianqiao
