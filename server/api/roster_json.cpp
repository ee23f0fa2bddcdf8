#include "server/api/roster_json.h"

#include <nlohmann/json.hpp>

#include "server/api/roster_report.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kProblem[] = "problem";

Json moment(const std::optional<std::int64_t>& ms) {
  return ms ? Json(format_instant(from_milliseconds(*ms))) : Json(nullptr);
}

Json words_of(const Error& error) {
  const ErrorDescription words = describe(error);
  return {{"code", error.code}, {"zh", words.advice.zh}, {"en", words.advice.en}};
}

Json to_json(const ImportProblem& problem) {
  const ErrorDescription words = describe(problem.error);
  return {{"row", problem.row},         {"column", problem.column},
          {"heading", problem.heading}, {"severity", problem.keeps_out ? "error" : "warning"},
          {"code", problem.error.code}, {"zh", words.advice.zh},
          {"en", words.advice.en}};
}

Json to_json(const ImportColumn& column) {
  using Use = ImportColumn::Use;
  return {{"column", column.column},
          {"heading", column.heading},
          {"use", column.use == Use::kField       ? "field"
                  : column.use == Use::kAttribute ? "attribute"
                                                  : "ignored"},
          {"field", column.field}};
}

}  // namespace

Json roster_report_json(const ImportReport& report, bool dry_run, const std::string& id) {
  Json problems = Json::array();
  for (const ImportProblem& problem : report.problems) problems.push_back(to_json(problem));
  Json columns = Json::array();
  for (const ImportColumn& column : report.columns) columns.push_back(to_json(column));
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
               {"columns", std::move(columns)},
               {"broke_off", report.broke_off ? words_of(*report.broke_off) : Json(nullptr)},
               {"report", nullptr},
               {"expires", nullptr}};
  if (!report.report_path.empty()) {
    json["report"] = "/api/v1/rosters/" + id + "/report";
    json["expires"] = format_instant(report_expiry(id).value());
  }
  return json;
}

std::string problem_text(const Error& error) {
  return Json{{kProblem, words_of(error)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json roster_json(const ImportRow& row) {
  return {{"id", row.id},
          {"county", row.county},
          {"person", row.person},
          {"dry_run", row.dry_run},
          {"status", row.status},
          {"bytes_done", row.bytes_done},
          {"bytes_total", row.bytes_total},
          {"rows", row.rows},
          {"good", row.good},
          {"bad", row.bad},
          {"started", moment(row.started_ms)},
          {"ended", moment(row.ended_ms)}};
}

Json roster_detail_json(const ImportRow& row) {
  Json json = roster_json(row);
  const Json kept = Json::parse(row.report, nullptr, false);
  const bool has_problem = kept.is_object() && kept.contains(kProblem);
  json["report"] = kept.is_object() && !has_problem ? kept : Json(nullptr);
  json[kProblem] = has_problem ? kept[kProblem] : Json(nullptr);
  return json;
}

}  // namespace qianqiao
