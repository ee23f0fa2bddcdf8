// The schemas of what is answered and taken, as the description names them (server/api/schemas, one
// file a resource; interface.json has the words of everything else).
//
// In the files every object is closed unless it says otherwise and each of its properties always
// there, but for those that "optional" lists; "$ref" is a schema's name, "extends" takes another
// one's properties over, and "x-headers" are headers that come with the answer. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace qianqiao {

// By name, in JSON Schema's own words (draft 2020-12); the enumerations of roles and states too.
nlohmann::ordered_json component_schemas();

nlohmann::ordered_json interface_words();  // interface.json

nlohmann::ordered_json reference_to(std::string_view schema);  // {"$ref": …}

}  // namespace qianqiao
