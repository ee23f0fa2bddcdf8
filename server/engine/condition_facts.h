// What is known of a case where a condition of the county's workflow asks: its enterprise, its last
// application and visit, the information of its review, how its steps ended.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "server/ports/store.h"

namespace qianqiao {

// `undecided` are rows of this subject that are not stored yet, in their order.
nlohmann::json condition_facts(Reader& reader, const SubjectRow& of_case,
                               const std::vector<const HistoryRow*>& undecided);

}  // namespace qianqiao
