// Rows of somebody's sheet, each a command of the person who sent it: posted one by one, or only
// rehearsed. A bad row never takes a good one along.
#pragma once

#include <string>
#include <vector>

#include "server/api/exchange.h"
#include "server/api/service.h"

namespace qianqiao {

struct SheetRow {
  std::int64_t number = 0;  // as the spreadsheet counts
  Result<Command> command;
};

// The same row, sent again, is the same request. Errors: those of make_command_of().
Result<Command> sheet_command(const Request& request, const SubjectId& referral,
                              const std::string& event, nlohmann::json data);

struct SheetProblem {
  std::int64_t row = 0;
  std::string column;
  Error error;
};

// {dry_run, accepted, problems}: what became of the rows, beside the problems that there are.
Result<Answer> post_sheet(Service& service, const std::vector<SheetRow>& rows,
                          const std::vector<SheetProblem>& problems, bool dry_run);

}  // namespace qianqiao
