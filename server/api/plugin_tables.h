// Tables that a county's plugins take apart (importer) or make (report). What comes of them goes
// the ways of everybody's: a roster is read and previewed like any roster, a bank's decisions are
// the commands of the bank's own person.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/api/service.h"

namespace qianqiao {

struct TakenApart {
  nlohmann::json rows;  // objects with "row", as the spreadsheet counts
  std::vector<ImportProblem> problems;
};

// By the importer of this plugin, enabled in the county, for `of` (roster, feedback). Errors: those
// of reading the file; plugin.not_installed; those of the call.
Result<TakenApart> take_apart(Service& service, const std::string& county,
                              const std::string& plugin, std::string_view of,
                              const std::string& path);

// The rows as a roster that anybody could have sent, each in the line that it had. Errors:
// store.unwritable.
Result<void> write_as_roster(const nlohmann::json& rows, const std::string& path);

// One line of CSV; texts that a spreadsheet would take for formulas are defused.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace qianqiao
