#include "server/intake/roster_import.h"

#include <algorithm>
#include <cassert>

#include "server/intake/roster_duplicates.h"
#include "server/intake/table_file.h"
#include "workflows/domain/area.h"

namespace qianqiao {
namespace {

constexpr std::size_t kMaxPendingBytes = 8 << 20;  // a batch of very wide rows is cut short

struct PendingRow {
  TableRow original;
  RowFate fate = RowFate::kValid;
  std::vector<RosterProblem> problems;
  std::optional<RosterRow> row;  // of those that are handed on, and of merged ones
};

std::size_t size_of(const TableRow& row) {
  std::size_t bytes = row.raw.size();
  for (const Cell& cell : row.cells) bytes += sizeof(Cell) + cell.text.size();
  return bytes;
}

std::string field_names(const DuplicateFinding& finding, std::string Text::*language) {
  std::string all;
  const auto add = [&](const std::string& name) { all += (all.empty() ? "" : "、") + name; };
  for (const RosterField field : finding.differing) add(title(field).*language);
  for (const std::string& name : finding.differing_attributes) add(name);
  return all;
}

class Import {
 public:
  Import(TableReader& reader, const RosterImportOptions& options, const RowImporter& importer,
         RosterSink* sink)
      : reader_(reader), options_(options), importer_(importer), sink_(sink) {}

  Result<RosterReport> run(const std::string& county) {
    std::vector<TableRow> first_rows;
    if (Result<void> read = read_first_rows(first_rows); !read) return fail(read.error());
    HeaderOptions header_options{!county.empty(), options_.columns};
    Result<HeaderMapping> mapping = map_header(first_rows, header_options);
    if (!mapping) return fail(report_.broke_off ? *report_.broke_off : mapping.error());
    report_.mapping = *mapping;
    report_.header_row = first_rows[mapping->header_row].number;
    report_.sheet = reader_.sheet();
    report_.dialect = reader_.csv_dialect();
    RosterRules rules{county, options_.today, reader_.dates_from_1904(),
                      report_.dialect.has_value()};
    checker_.emplace(*mapping, rules);
    to_sink([&] { return sink_->begin(reader_, mapping->titles.size()); });
    for (std::size_t i = 0; i < first_rows.size(); ++i) {
      if (i < mapping->header_row)
        pass_on(std::move(first_rows[i]), RowFate::kTitle);
      else if (i < mapping->header_row + mapping->rows_used)
        pass_on(std::move(first_rows[i]), RowFate::kHeader);
      else
        take(std::move(first_rows[i]));
    }
    read_rest();
    flush();
    if (report_.rows == 0 && !report_.broke_off) return fail("roster.no_rows");
    to_sink([&] { return sink_->finish(); });
    return std::move(report_);
  }

 private:
  Result<void> read_first_rows(std::vector<TableRow>& rows) {
    while (rows.size() <= kHeaderSearchRows) {
      TableRow row;
      const Result<bool> more = reader_.next(row);
      if (!more && rows.empty()) return fail(more.error());
      if (!more) report_.broke_off = more.error();
      if (!more || !*more) break;
      rows.push_back(std::move(row));
    }
    if (rows.empty()) return fail("roster.no_rows");
    return {};
  }

  void read_rest() {
    while (!report_.broke_off) {
      if (ended_) report_.broke_off = Error{"roster.ended_early", {}};
      if (ended_) return;
      TableRow row;
      const Result<bool> more = reader_.next(row);
      if (!more) report_.broke_off = more.error();
      if (!more || !*more) return;
      take(std::move(row));
    }
  }

  void pass_on(TableRow row, RowFate fate) {
    add_pending({std::move(row), fate, {}, std::nullopt});
  }

  void add_pending(PendingRow row) {
    pending_bytes_ += size_of(row.original);
    pending_.push_back(std::move(row));
    if (pending_.size() >= options_.batch_rows || pending_bytes_ >= kMaxPendingBytes) flush();
  }

  void take(TableRow original) {
    CheckedRow checked = checker_->check(original);
    if (checked.skipped) {
      ++report_.skipped;
      return pass_on(std::move(original), RowFate::kSkipped);
    }
    ++report_.rows;
    PendingRow pending{std::move(original), RowFate::kBad, std::move(checked.problems),
                       std::move(checked.row)};
    if (pending.row) {
      pending.fate = RowFate::kValid;
      settle_duplicate(pending);
    }
    add_pending(std::move(pending));
  }

  void settle_duplicate(PendingRow& pending) {
    Result<DuplicateFinding> found = duplicates_.look_up(*pending.row);
    if (!found) {
      report_.broke_off = found.error();
      pending.fate = RowFate::kBad;
      pending.problems.push_back(problem(pending, Severity::kError, found.error()));
      return;
    }
    if (found->first_row == 0) return;
    const std::string first_row = std::to_string(found->first_row);
    if (!found->differing.empty() || !found->differing_attributes.empty()) {
      pending.fate = RowFate::kBad;
      pending.problems.push_back(problem(pending, Severity::kError,
                                         {"roster.duplicate_conflict",
                                          {{"first_row", first_row},
                                           {"fields", field_names(*found, &Text::zh)},
                                           {"fields_en", field_names(*found, &Text::en)}}}));
      return;
    }
    pending.fate = RowFate::kMerged;
    pending.problems.push_back(problem(pending, Severity::kWarning,
                                       {"roster.duplicate_merged", {{"first_row", first_row}}}));
    if (found->merged) complete(pending, *found);
  }

  // Completes the first row where it still waits here; else this row is handed on after it, as
  // what both say.
  void complete(PendingRow& pending, DuplicateFinding& found) {
    const auto first = std::find_if(pending_.begin(), pending_.end(), [&](const PendingRow& p) {
      return p.row && p.original.number == found.first_row;
    });
    RosterRow& target = first != pending_.end() ? *first->row : *pending.row;
    target.enterprise = std::move(*found.merged);
    if (first == pending_.end()) pending.row->completes_row = found.first_row;
  }

  static RosterProblem problem(const PendingRow& row, Severity severity, Error error) {
    return {row.original.number, "", "", severity, std::move(error)};
  }

  static bool is_handed_on(const PendingRow& row) {
    return row.fate == RowFate::kValid ||
           (row.fate == RowFate::kMerged && row.row->completes_row != 0);
  }

  void flush() {
    if (!options_.dry_run) hand_on();
    for (PendingRow& pending : pending_) {
      count(pending);
      to_sink([&] {
        return sink_->row(pending.original, pending.fate, pending.problems,
                          pending.row ? &*pending.row : nullptr);
      });
    }
    pending_.clear();
    pending_bytes_ = 0;
    if (options_.on_progress && !options_.on_progress(progress())) ended_ = true;
  }

  RosterProgress progress() const {
    const std::int64_t good =
        report_.imported + report_.updated + report_.duplicate + report_.merged + report_.valid;
    return {reader_.progress(), report_.rows + report_.skipped, good,
            report_.bad + report_.refused};
  }

  void hand_on() {
    std::vector<RosterRow> rows;
    std::vector<PendingRow*> owners;
    for (PendingRow& pending : pending_) {
      if (!is_handed_on(pending)) continue;
      rows.push_back(*pending.row);
      owners.push_back(&pending);
    }
    if (rows.empty()) return;
    std::vector<RowOutcome> outcomes = importer_(rows);
    assert(outcomes.size() == rows.size());
    for (std::size_t i = 0; i < owners.size(); ++i) apply(outcomes[i], *owners[i]);
  }

  void apply(RowOutcome& outcome, PendingRow& pending) {
    if (outcome.kind == RowOutcome::Kind::kRefused) {
      assert(outcome.error);
      pending.fate = RowFate::kRefused;
      pending.problems.push_back(problem(pending, Severity::kError, std::move(*outcome.error)));
      return;
    }
    if (pending.fate == RowFate::kMerged) return;
    pending.fate = outcome.kind == RowOutcome::Kind::kImported  ? RowFate::kImported
                   : outcome.kind == RowOutcome::Kind::kUpdated ? RowFate::kUpdated
                                                                : RowFate::kDuplicate;
  }

  void count(const PendingRow& pending) {
    const auto counter = [&]() -> std::int64_t* {
      switch (pending.fate) {
        case RowFate::kImported:
          return &report_.imported;
        case RowFate::kUpdated:
          return &report_.updated;
        case RowFate::kDuplicate:
          return &report_.duplicate;
        case RowFate::kMerged:
          return &report_.merged;
        case RowFate::kValid:
          return &report_.valid;
        case RowFate::kBad:
          return &report_.bad;
        case RowFate::kRefused:
          return &report_.refused;
        default:
          return nullptr;
      }
    }();
    if (counter) ++*counter;
    const bool in = counter && pending.fate != RowFate::kBad && pending.fate != RowFate::kRefused &&
                    pending.fate != RowFate::kMerged;
    if (in && !pending.problems.empty()) ++report_.marked;
    report_.problems_total += static_cast<std::int64_t>(pending.problems.size());
    for (const RosterProblem& each : pending.problems)
      if (report_.problems.size() < kProblemsKept) report_.problems.push_back(each);
  }

  // A report that cannot be written must not stop the import.
  template <class Act>
  void to_sink(Act act) {
    if (!sink_ || report_.sink_failure) return;
    if (Result<void> done = act(); !done) report_.sink_failure = done.error();
  }

  TableReader& reader_;
  const RosterImportOptions& options_;
  const RowImporter& importer_;
  RosterSink* sink_;
  RosterReport report_;
  std::optional<RosterChecker> checker_;
  RosterDuplicates duplicates_;
  std::vector<PendingRow> pending_;
  std::size_t pending_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace

Result<RosterReport> import_roster(const std::filesystem::path& file,
                                   const RosterImportOptions& options, const RowImporter& importer,
                                   RosterSink* sink) {
  std::string county;
  if (!options.county.empty()) {
    const Result<const Area*> area = AreaTable::shipped().require_county(options.county);
    if (!area) return fail(area.error());
    county = (*area)->code;
  }
  const Result<std::unique_ptr<TableReader>> reader = open_table(file, options.sheet);
  if (!reader) return fail(reader.error());
  return Import(**reader, options, importer, sink).run(county);
}

}  // namespace qianqiao
