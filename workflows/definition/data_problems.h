// What is wrong with an event's data, in words of both languages. Pure functions.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "workflows/base/result.h"

namespace qianqiao {

// What no schema says, also inside open objects: depth, number and kinds of values, no decimals, no
// nulls, valid UTF-8. Errors: data.invalid.
Result<void> check_shape(const nlohmann::json& data);

// For data that was found not to fit its schema: always fails with data.invalid, which names the
// first problems with their fields.
Result<void> explain_misfit(const nlohmann::json& schema, const nlohmann::json& data);

}  // namespace qianqiao
