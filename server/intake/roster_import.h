// Reads a roster from end to end: maps its header, checks each row, hands the good ones on in
// batches and says what became of every row. Memory does not grow with the file, but for the keys
// of duplicates (roster_duplicates.h). Knows neither engine nor store: whoever imports the rows
// is handed in. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/intake/header_mapping.h"
#include "server/intake/roster_row.h"
#include "server/intake/table_reader.h"

namespace qianqiao {

struct RowOutcome {
  enum class Kind {
    kImported,
    kUpdated,    // known already; something was added or changed
    kDuplicate,  // known already; nothing new
    kRefused,    // with an error
  };
  Kind kind = Kind::kImported;
  std::optional<Error> error;  // of kRefused
};

// One outcome a row, in their order.
using RowImporter = std::function<std::vector<RowOutcome>(std::span<const RosterRow>)>;

struct RosterProgress {
  ReadProgress bytes;
  std::int64_t rows = 0;
  std::int64_t good = 0;
  std::int64_t bad = 0;
};

struct RosterImportOptions {
  std::string county;                          // code or name; for rows that name none
  std::string sheet;                           // empty: the first visible one
  std::map<std::string, std::string> columns;  // field → title: overrides the wordings understood
  Date today{};
  bool dry_run = false;  // nothing is handed to the importer
  std::size_t batch_rows = 500;
  // Once a batch. False: end here; the report's broke_off is roster.ended_early then.
  std::function<bool(const RosterProgress&)> on_progress;
};

// What became of a row of the file.
enum class RowFate {
  kTitle,  // above the header
  kHeader,
  kSkipped,  // a total, a signature line, the header repeated
  kImported,
  kUpdated,
  kDuplicate,  // known to the store already
  kMerged,     // into an earlier row of the file
  kValid,      // of a dry run
  kBad,        // kept out by an error of its own
  kRefused,    // by the importer
};

// Sees every row of the file in order, with what is wrong with it: a marked-up file, a listing.
class RosterSink {
 public:
  virtual ~RosterSink() = default;
  // Once, before the first row; `columns`: how many the header has.
  virtual Result<void> begin(const TableReader& reader, std::size_t columns) = 0;
  virtual Result<void> row(const TableRow& original, RowFate fate,
                           std::span<const RosterProblem> problems, const RosterRow* checked) = 0;
  virtual Result<void> finish() = 0;
};

inline constexpr std::size_t kProblemsKept = 1000;

struct RosterReport {
  std::int64_t rows = 0;  // below the header; skipped ones not counted
  std::int64_t imported = 0;
  std::int64_t updated = 0;
  std::int64_t duplicate = 0;
  std::int64_t merged = 0;
  std::int64_t valid = 0;    // of a dry run
  std::int64_t bad = 0;      // not imported: an error of their own
  std::int64_t refused = 0;  // not imported: the importer's answer
  std::int64_t marked = 0;   // imported with a warning
  std::int64_t skipped = 0;
  std::int64_t problems_total = 0;
  std::vector<RosterProblem> problems;  // the first kProblemsKept; a sink sees them all
  // The file broke off; what came before stands.
  std::optional<Error> broke_off;
  // The sink could not be written; the import went on.
  std::optional<Error> sink_failure;
  std::int64_t header_row = 0;
  HeaderMapping mapping;
  std::string sheet;
  std::optional<CsvDialect> dialect;

  bool clean() const { return bad == 0 && refused == 0 && !broke_off && !sink_failure; }
};

// Errors are those of opening the file and of its header: then nothing was handed on.
Result<RosterReport> import_roster(const std::filesystem::path& file,
                                   const RosterImportOptions& options, const RowImporter& importer,
                                   RosterSink* sink = nullptr);

}  // namespace qianqiao
