#include "server/api/roster_job.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/log.h"
#include "server/api/roster_json.h"

namespace qianqiao {
namespace {

constexpr std::ptrdiff_t kMostFoundShown = 100;

// Rows that a plugin could not read are bad rows of the file like others.
Result<ImportReport> with_found_before(ImportReport report,
                                       const std::vector<ImportProblem>& found) {
  const auto count = static_cast<std::int64_t>(found.size());
  report.rows += count;
  report.bad += count;
  report.problems_total += count;
  report.problems.insert(report.problems.begin(), found.begin(),
                         found.begin() + std::min<std::ptrdiff_t>(count, kMostFoundShown));
  return report;
}

}  // namespace

RosterJob::RosterJob(Service& service, Request request, ImportRequest wanted, ImportRow row,
                     bool own_file)
    : service_(service),
      request_(std::move(request)),
      wanted_(std::move(wanted)),
      row_(std::move(row)),
      own_file_(own_file) {}

void RosterJob::begin(Result<void> outcome) {
  if (has_begun_) return;
  has_begun_ = true;
  begun_.set_value(std::move(outcome));
}

void RosterJob::run(const RosterJobSignal& signal) {
  try {
    const auto report = service_.read_roster(
        wanted_, [this](std::span<const EnterpriseRow> rows) { return list(rows); },
        [&](const ImportProgress& progress) { return watch(progress, signal); });
    end(report ? with_found_before(*report, wanted_.found_before) : report, signal);
  } catch (const StoreFailure& failure) {  // told already; the next start says "interrupted"
    begin(fail(failure.code, {{"path", kDataDirectory}, {"reason", failure.what()}}));
  } catch (const std::exception& mistake) {
    log_error("roster.internal", {{"what", typeid(mistake).name()}});
    begin(fail("http.internal"));
  }
  std::error_code ignored;
  if (own_file_) std::filesystem::remove(wanted_.path, ignored);
}

// Rows of counties that are not the importer's are refused one by one; the others go on.
std::vector<Result<Engine::Listing>> RosterJob::list(std::span<const EnterpriseRow> rows) {
  const PersonId actor = request_.actor.empty() ? kSystemPerson : request_.actor;
  std::vector<EnterpriseRow> own;
  for (const EnterpriseRow& row : rows)
    if (may_act_in(request_, row.county)) own.push_back(row);
  std::vector<Result<Engine::Listing>> listed;
  const auto done = service_.with_engine(
      [&](Engine& engine) { listed = engine.list_enterprises(own, actor, std::nullopt, &row_); });
  lost_ = !done;
  begin(done);
  while (!done && listed.size() < own.size()) listed.push_back(fail(done.error()));
  if (own.size() == rows.size()) return listed;
  std::vector<Result<Engine::Listing>> answers;
  auto next = listed.begin();
  for (const EnterpriseRow& row : rows)
    if (may_act_in(request_, row.county))
      answers.push_back(std::move(*next++));
    else
      answers.push_back(fail("county.not_yours", {{"county", row.county}}));
  return answers;
}

bool RosterJob::watch(const ImportProgress& progress, const RosterJobSignal& signal) {
  if (lost_) return false;
  row_.bytes_done = static_cast<std::int64_t>(progress.bytes_done);
  row_.bytes_total = static_cast<std::int64_t>(progress.bytes_total);
  row_.rows = progress.rows;
  row_.good = progress.good;
  row_.bad = progress.bad;
  const auto kept = keep();
  begin(kept);
  return kept && !signal.should_end();
}

void RosterJob::end(const Result<ImportReport>& report, const RosterJobSignal& signal) {
  if (!report && !has_begun_) return begin(fail(report.error()));
  const bool broke_off = report && report->broke_off && report->broke_off->code == kImportEnded;
  row_.status = !report            ? "failed"
                : !broke_off       ? "done"
                : signal.cancelled ? "cancelled"
                                   : "interrupted";
  row_.ended_ms = to_milliseconds(service_.engine.now());
  row_.report = report ? roster_report_json(*report, row_.dry_run, row_.id).dump()
                       : problem_text(report.error());
  const auto kept = keep();
  if (!kept) log_error("roster.not_kept", {{"roster", row_.id}});
  begin(kept);
}

Result<void> RosterJob::keep() {
  return service_.with_engine([this](Engine& engine) {
    engine.record([this](Writer& writer) { writer.put_roster(row_); });
  });
}

}  // namespace qianqiao
