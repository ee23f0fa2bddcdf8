// What is wrong with an event's data or a step's form, in words of both languages. Pure functions.
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

// Does the data of a county's form fit its schema (StepRule::form_json)? Forms are flat and know
// few keywords: what explains a misfit also finds it. Errors: data.invalid, fields as "form.grade".
Result<void> check_form(const nlohmann::json& schema, const nlohmann::json& form);

}  // namespace qianqiao
