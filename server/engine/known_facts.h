// Facts of a case's event that do not rest with whoever posts it: which visiting round is open and
// when it ends, whether the enterprise was received for another county, whether a place exists.
// Pure reading. Internal to the engine's thread.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "server/engine/directory.h"
#include "workflows/base/result.h"

namespace qianqiao {

// The data as it goes to history; `posted` is what was asked. Data of most events come back as they
// are, without being copied: null.
// Errors: round.unknown, organisation.not_found, case.same_county.
Result<std::unique_ptr<nlohmann::json>> with_known_facts(Reader& reader, const Directory& directory,
                                                         const SubjectRow& subject,
                                                         std::string_view event,
                                                         const nlohmann::json& posted, Date today);

}  // namespace qianqiao
