// What an import of a roster is, seen from the routes. The reading of files is intake's; main hands
// it over as a RosterReader, so that neither includes the other.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/engine/engine.h"

namespace qianqiao {

struct ImportProblem {
  std::int64_t row = 0;  // as the spreadsheet counts
  std::string column;    // letter; empty: the whole row
  std::string heading;
  bool keeps_out = true;  // else a warning: the row is in, and marked
  Error error;
};

// What a column of the file was taken for.
struct ImportColumn {
  enum class Use { kField, kAttribute, kIgnored };  // an attribute is kept under its heading
  std::string column;                               // letter
  std::string heading;
  std::string field;  // of kField: "name", "uscc", …
  Use use = Use::kField;
};

struct ImportRequest {
  std::string path;
  std::map<std::string, std::string> columns = {};  // field → heading: overrides the wordings
  std::string county;       // code, of rows that name none; empty: each must name its own
  std::string report_stem;  // where the original goes with a column of reasons, without ending
  bool dry_run = false;
  Date today{};
  // What was found before the file came here, by a plugin that took another layout apart.
  std::vector<ImportProblem> found_before = {};
};

struct ImportReport {
  std::int64_t rows = 0;
  std::int64_t imported = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t merged = 0;  // into an earlier row of the file
  std::int64_t valid = 0;   // of a dry run
  std::int64_t bad = 0;
  std::int64_t marked = 0;   // in, with a warning
  std::int64_t skipped = 0;  // totals, signature lines
  std::int64_t problems_total = 0;
  std::vector<ImportProblem> problems;  // the first of them; the report file has all
  std::optional<Error> broke_off;       // the rest of the file could not be read
  std::string report_path;              // empty: there is none
  std::vector<ImportColumn> columns;    // as they were read, in the file's order
};

// Takes some good rows, in their order; answers for each.
using RosterLister =
    std::function<std::vector<Result<Engine::Listing>>(std::span<const EnterpriseRow>)>;
struct ImportProgress {
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;
  std::int64_t rows = 0;
  std::int64_t good = 0;
  std::int64_t bad = 0;
};
// Told after each batch of rows; false: end here, then the report's broke_off is kImportEnded.
using ImportWatcher = std::function<bool(const ImportProgress&)>;
inline constexpr char kImportEnded[] = "roster.ended_early";
using RosterReader = std::function<Result<ImportReport>(const ImportRequest&, const RosterLister&,
                                                        const ImportWatcher&)>;

}  // namespace qianqiao
