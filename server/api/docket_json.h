// Frozen versions of lists, batches and their cases as the interface shows them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/api/docket_deeds.h"

namespace qianqiao {

nlohmann::ordered_json list_version_json(const DocketRow& row, Reader& reader);
nlohmann::ordered_json batch_json(const DocketRow& row, Reader& reader);
nlohmann::ordered_json docket_entry_json(const DocketEntryRow& entry);
nlohmann::ordered_json outcomes_json(const std::vector<CaseOutcome>& outcomes);

}  // namespace qianqiao
