// One row of a roster, checked: what goes into the store, and what is wrong with it. An error keeps
// the row out; a warning lets it in and marks it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/intake/header_mapping.h"
#include "server/intake/table_reader.h"
#include "server/ports/rows.h"
#include "workflows/base/instant.h"

namespace qianqiao {

enum class Severity { kError, kWarning };

struct RosterProblem {
  std::int64_t row = 0;
  std::string column;  // letter; empty: the whole row
  std::string header;  // its title
  Severity severity = Severity::kError;
  Error error;
  bool operator==(const RosterProblem&) const = default;
};

struct RosterRow {
  std::int64_t row = 0;
  EnterpriseRow enterprise;  // without id and time of creation
  // Where this row completes an earlier one of the file that has been handed over already: that
  // row's number; else 0.
  std::int64_t completes_row = 0;
};

struct CheckedRow {
  std::optional<RosterRow> row;  // none: an error keeps it out
  std::vector<RosterProblem> problems;
  bool skipped = false;  // a total, a signature line, the header repeated: no enterprise at all
};

struct RosterRules {
  std::string county;  // code; for rows without one of their own. Empty: each must name its own
  Date today{};        // dates after it are wrong
  bool dates_from_1904 = false;
  bool separated_text = false;  // CSV: a cell beyond the header means that cells have moved
};

// Checks rows of one file. Not shared between threads.
class RosterChecker {
 public:
  RosterChecker(HeaderMapping mapping, RosterRules rules);
  ~RosterChecker();
  CheckedRow check(const TableRow& row);
  const HeaderMapping& mapping() const { return mapping_; }

 private:
  class Check;  // of one row
  const std::string& town_code(const std::string& county, const std::string& name);

  HeaderMapping mapping_;
  RosterRules rules_;
  std::vector<std::string> clean_titles_;
  std::map<std::pair<std::string, std::string>, std::string> towns_;  // seen lately; bounded
};

}  // namespace qianqiao
