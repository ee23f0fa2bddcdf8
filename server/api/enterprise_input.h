// The enterprise that a case is opened for: named by its id, or described where nobody knows it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/api/service.h"

namespace qianqiao {

// An enterprise that is described and known already, by its code, or without one by county and
// name, is the known one. A new one is stored only if the command's actor may post the command.
// What belongs to another county is received by the one that the command names: the answer is the
// same whatever is known of it there. The command's county is a code.
// Errors: http.*, uscc.*, area.*, enterprise.kind_unknown, roster.other_county where an event is
// not for receiving, those of authorise().
Result<EnterpriseId> enterprise_of(Service& service, const nlohmann::json& described,
                                   const Command& command);

}  // namespace qianqiao
