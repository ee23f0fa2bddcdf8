// The sheet on which a bank answers its referrals: what it is told, and the columns that it fills
// in. Money in 万元, rates in per cent, as banks write them.
#pragma once

#include "server/api/sheet_posting.h"
#include "server/api/table_line.h"
#include "server/ports/report_table.h"

namespace qianqiao {

// The referrals of these that wait for the bank: a decision, or the reasons of one.
ReportTable referral_sheet(Reader& reader, const Engine& engine,
                           const std::vector<SubjectRow>& referrals);

struct ReadSheet {
  std::vector<SheetRow> rows;  // what was filled in; a row may say two things
  std::vector<SheetProblem> problems;
};
// Errors: sheet.no_heading.
Result<ReadSheet> read_referral_sheet(const std::vector<TableLine>& lines, const Request& request,
                                      Reader& reader, const Engine& engine);

}  // namespace qianqiao
