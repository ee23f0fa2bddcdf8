// The roster that comes back from an import with a column of reasons. It holds personal data, so it
// is kept for 30 days and no longer. When it was made stands in its id, by the engine's clock: what
// the file system thinks of its age does not matter, and a restart forgets nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "workflows/base/ids.h"
#include "workflows/base/instant.h"

namespace qianqiao {

inline constexpr std::chrono::days kReportKept{30};

std::string new_report_id(Instant now);  // "20250303090000" and 16 letters and digits
// Until when the report of this id is there; none: no id of ours.
std::optional<Instant> report_expiry(const std::string& id);
// Where it lies, without its ending: whoever imported the file finds it, nobody else.
std::string report_stem(const std::string& folder, const std::string& id, const PersonId& owner);

// Removes those whose time has come, and those of unknown age. Failures wait for the next time.
void remove_expired_reports(const std::string& folder, Instant now);

}  // namespace qianqiao
