// Is the house in order? One look at everything that must go on by itself: clocks, sweeper, outbox,
// calendar, backups, disk. What it costs does not grow with the number of open cases, save the
// deadlines that nobody is told of any more, of which kMostSilent are looked at one by one.
//
// Threads: any; one question is put to the writing thread.
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>
#include <vector>

#include "server/api/service.h"
#include "workflows/base/text.h"

namespace qianqiao {

enum class CheckStatus { kOk, kWarn, kFail };
std::string_view to_string(CheckStatus status);

struct Check {
  std::string name;  // "deadlines_armed", …: scripts go by it
  CheckStatus status = CheckStatus::kOk;
  Text words;                                                     // what was found and what to do
  std::variant<std::monostate, std::int64_t, std::string> value;  // seconds, bytes, counts, dates
};

inline constexpr int kMostSilent = 1000;
inline constexpr int kMostCounted = 100'000;  // of what can flood; see Reader::count_…

inline constexpr std::chrono::hours kBackupGrowsOld{48};
// The next year's notice comes in November; without it clocks soon run into a guessed year.
inline constexpr std::chrono::month_day kNextYearExpected = std::chrono::December / 1;

// Where backups leave the instant of the last good one (milliseconds).
inline constexpr char kLastBackup[] = "backup.last_ms";

std::optional<Instant> last_backup(Reader& reader);  // none: never, or not known

// Errors: server.stopping.
Result<std::vector<Check>> examine(Service& service);

CheckStatus worst_of(const std::vector<Check>& checks);
nlohmann::ordered_json to_json(const std::vector<Check>& checks);

}  // namespace qianqiao
