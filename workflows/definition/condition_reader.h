// Reads a step's condition from YAML, and looks over what it names once all steps are known.
// Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "workflows/definition/condition.h"
#include "workflows/definition/definition.h"
#include "workflows/definition/problems.h"
#include "workflows/definition/yaml_tree.h"

namespace qianqiao {

Condition read_condition(const YamlNode& node, const std::string& path, std::string_view file,
                         Problems& problems);

// A field that nobody fills would never be decided: each must be one of condition_fields(), or the
// outcome or a form's field of one of `steps`; its values must be ones that it can have.
void check_condition(const Condition& condition, const std::vector<StepRule>& steps,
                     const Place& place, const std::string& path, Problems& problems);

}  // namespace qianqiao
