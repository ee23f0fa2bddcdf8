// A roster arrives as a file, already on disk; intake reads it, the engine lists what is good.
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/roster_report.h"
#include "server/api/routes.h"
#include "workflows/domain/area.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// Rows of counties that are not the importer's are refused one by one; the others go on.
std::vector<Result<Engine::Listing>> list_all(Service& service, const Request& request,
                                              std::span<const EnterpriseRow> rows) {
  const PersonId actor = request.actor.empty() ? kSystemPerson : request.actor;
  std::vector<EnterpriseRow> own;
  for (const EnterpriseRow& row : rows)
    if (may_act_in(request, row.county)) own.push_back(row);
  std::vector<Result<Engine::Listing>> listed;
  const auto done = service.with_engine(
      [&](Engine& engine) { listed = engine.list_enterprises(own, actor, std::nullopt); });
  while (!done && listed.size() < own.size()) listed.push_back(fail(done.error()));
  if (own.size() == rows.size()) return listed;
  std::vector<Result<Engine::Listing>> answers;
  auto next = listed.begin();
  for (const EnterpriseRow& row : rows)
    if (may_act_in(request, row.county))
      answers.push_back(std::move(*next++));
    else
      answers.push_back(fail("county.not_yours", {{"county", row.county}}));
  return answers;
}

Json to_json(const ImportProblem& problem) {
  const ErrorDescription words = describe(problem.error);
  return {{"row", problem.row},         {"column", problem.column},
          {"heading", problem.heading}, {"severity", problem.keeps_out ? "error" : "warning"},
          {"code", problem.error.code}, {"zh", words.advice.zh},
          {"en", words.advice.en}};
}

Json to_json(const ImportReport& report, bool dry_run, const std::string& id) {
  Json problems = Json::array();
  for (const ImportProblem& problem : report.problems) problems.push_back(to_json(problem));
  Json json = {{"dry_run", dry_run},
               {"rows", report.rows},
               {"imported", report.imported},
               {"updated", report.updated},
               {"unchanged", report.unchanged},
               {"merged", report.merged},
               {"valid", report.valid},
               {"bad", report.bad},
               {"marked", report.marked},
               {"skipped", report.skipped},
               {"problems_total", report.problems_total},
               {"problems", problems},
               {"broke_off", nullptr},
               {"report", nullptr},
               {"expires", nullptr}};
  if (report.broke_off) {
    const ErrorDescription words = describe(*report.broke_off);
    json["broke_off"] = {
        {"code", report.broke_off->code}, {"zh", words.advice.zh}, {"en", words.advice.en}};
  }
  if (!report.report_path.empty()) {
    json["report"] = "/api/v1/rosters/" + id + "/report";
    json["expires"] = format_instant(report_expiry(id).value());
  }
  return json;
}

// As HTTP writes it: Wed, 02 Apr 2025 01:00:00 GMT.
std::string http_date(Instant at) {
  const Poco::Timestamp stamp(to_milliseconds(at) * Poco::Timespan::MILLISECONDS);
  return Poco::DateTimeFormatter::format(stamp, Poco::DateTimeFormat::HTTP_FORMAT);
}

}  // namespace

Result<Answer> import_roster(Service& service, const Request& request) {
  const std::string id = new_report_id(service.engine.now());
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  ImportRequest wanted;
  wanted.path = request.upload_path;
  wanted.report_stem = report_stem(service.working_folder, id, request.viewer.person);
  wanted.dry_run = *dry_run;
  wanted.today = local_date(service.clock.now());
  if (const std::string county = text_of(request, "county"); !county.empty()) {
    const auto area = AreaTable::shipped().require_county(county);
    if (!area) return fail(area.error());
    wanted.county = (*area)->code;
    if (!may_act_in(request, wanted.county))
      return fail("county.not_yours", {{"county", wanted.county}});
  }
  const RosterLister lister = [&](std::span<const EnterpriseRow> rows) {
    return list_all(service, request, rows);
  };
  const auto report = service.read_roster(wanted, lister, request.progress);
  if (!report) return fail(report.error());
  return json_answer(to_json(*report, *dry_run, id));
}

Result<Answer> fetch_roster_report(Service& service, const Request& request) {
  const std::string& id = request.path_value("id");
  const auto expires = report_expiry(id);
  if (!expires) return fail("roster.report_not_found");
  if (service.engine.now() >= *expires)
    return fail("roster.report_expired", {{"expired", format_instant(*expires)},
                                          {"days", std::to_string(kReportKept.count())}});
  for (const char* ending : {".csv", ".xlsx"}) {
    Answer answer;
    answer.content_type = "application/octet-stream";
    answer.file_path = report_stem(service.working_folder, id, request.viewer.person) + ending;
    if (!std::filesystem::exists(answer.file_path)) continue;
    const auto recorded =
        record_audit(service, audit_row(service, request, "roster_report.exported", id));
    if (!recorded) return fail(recorded.error());
    answer.headers.emplace_back("Expires", http_date(*expires));
    return answer;
  }
  return fail("roster.report_not_found");
}

}  // namespace qianqiao::routes
