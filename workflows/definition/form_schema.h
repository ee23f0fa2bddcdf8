// Forms of county steps: JSON Schema draft-07 of the form's data, either written out in the
// definition or the name of a shipped form (workflows/forms). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/definition/problems.h"
#include "workflows/definition/yaml_tree.h"

namespace qianqiao {

std::string_view shipped_form(std::string_view name);  // its JSON; empty: no such form
const std::vector<std::string>& shipped_forms();

// The form's schema as JSON, keys sorted; empty where it is not usable, which is reported.
// A form is a flat object with titled fields: what a screen can show and a person can fill in.
// `visible_when: {field, in}` of a field is no keyword of draft-07: where the other field has none
// of these values it is not asked, and a value for it is refused.
std::string read_form(const YamlNode& node, const std::string& path, std::string_view file,
                      Problems& problems);

}  // namespace qianqiao
