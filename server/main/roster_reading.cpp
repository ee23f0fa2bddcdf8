#include "server/main/roster_reading.h"

#include <cstdio>
#include <fstream>

#include "server/intake/marked_up_file.h"
#include "server/intake/roster_import.h"

namespace qianqiao {
namespace {

// The marked-up file is of the kind that came in; a workbook is a ZIP archive.
std::string ending_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  char start[2] = {};
  file.read(start, sizeof start);
  return start[0] == 'P' && start[1] == 'K' ? ".xlsx" : ".csv";
}

RowOutcome outcome_of(const Result<Engine::Listing>& listing) {
  if (!listing) return {RowOutcome::Kind::kRefused, listing.error()};
  switch (*listing) {
    case Engine::Listing::kNew:
      return {RowOutcome::Kind::kImported, std::nullopt};
    case Engine::Listing::kMerged:
      return {RowOutcome::Kind::kUpdated, std::nullopt};
    case Engine::Listing::kUnchanged:
      break;
  }
  return {RowOutcome::Kind::kDuplicate, std::nullopt};
}

std::vector<ImportColumn> columns_of(const HeaderMapping& mapping) {
  using Use = ImportColumn::Use;
  std::vector<ImportColumn> columns;
  for (std::size_t i = 0; i < mapping.titles.size(); ++i)
    if (!mapping.titles[i].empty())
      columns.push_back({column_letters(i), mapping.titles[i], "", Use::kAttribute});
  const auto at = [&](std::size_t column) -> ImportColumn* {
    for (ImportColumn& one : columns)
      if (one.column == column_letters(column)) return &one;
    return nullptr;
  };
  for (const ExtraColumn& ignored : mapping.ignored)
    if (ImportColumn* one = at(ignored.column)) one->use = Use::kIgnored;
  for (std::size_t i = 0; i < kRosterFields; ++i) {
    const auto field = static_cast<RosterField>(i);
    ImportColumn* one = mapping.column(field) ? at(*mapping.column(field)) : nullptr;
    if (one == nullptr) continue;
    one->use = Use::kField;
    one->field = to_string(field);
  }
  return columns;
}

ImportReport to_import_report(const RosterReport& from, const std::string& report_path) {
  ImportReport to;
  to.rows = from.rows;
  to.imported = from.imported;
  to.updated = from.updated;
  to.unchanged = from.duplicate;
  to.merged = from.merged;
  to.valid = from.valid;
  to.bad = from.bad + from.refused;
  to.marked = from.marked;
  to.skipped = from.skipped;
  to.problems_total = from.problems_total;
  for (const RosterProblem& problem : from.problems)
    to.problems.push_back({problem.row, problem.column, problem.header,
                           problem.severity == Severity::kError, problem.error});
  to.broke_off = from.broke_off;
  if (!from.sink_failure) to.report_path = report_path;
  to.columns = columns_of(from.mapping);
  return to;
}

}  // namespace

Result<ImportReport> read_roster(const ImportRequest& request, const RosterLister& lister,
                                 const ImportWatcher& watcher) {
  const std::string report_path = request.report_stem + ending_of(request.path);
  auto sink = make_marked_up_file(report_path);
  if (!sink) return fail(sink.error());
  RosterImportOptions options;
  options.county = request.county;
  options.columns = request.columns;
  options.today = request.today;
  options.dry_run = request.dry_run;
  if (watcher)
    options.on_progress = [&](const RosterProgress& at) {
      return watcher({static_cast<std::uint64_t>(at.bytes.bytes_read),
                      static_cast<std::uint64_t>(at.bytes.bytes_total), at.rows, at.good, at.bad});
    };
  const RowImporter importer = [&](std::span<const RosterRow> rows) {
    std::vector<EnterpriseRow> enterprises;
    for (const RosterRow& row : rows) enterprises.push_back(row.enterprise);
    std::vector<RowOutcome> outcomes;
    for (const auto& listing : lister(enterprises)) outcomes.push_back(outcome_of(listing));
    return outcomes;
  };
  const auto report = import_roster(request.path, options, importer, sink->get());
  if (!report) return fail(report.error());
  return to_import_report(*report, report_path);
}

}  // namespace qianqiao
