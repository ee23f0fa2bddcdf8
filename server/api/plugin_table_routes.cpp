// Reports that plugins make, as data and as a file; a bank's own sheet of decisions, taken apart by
// a plugin and posted as the bank's person.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/plugin_json.h"
#include "server/api/plugin_tables.h"
#include "server/api/routes.h"
#include "server/api/sheet_posting.h"
#include "server/engine/plugin_requests.h"
#include "server/ports/plugin_keeper.h"
#include "workflows/base/random.h"
#include "workflows/domain/area.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// ?from=&to=: local days, both included; this month until today where nothing is said.
Result<nlohmann::json> period_of(const Request& request, Instant now, const std::string& county) {
  const Date today = local_date(now);
  const std::chrono::year_month_day parts(today);
  Date first = Date(std::chrono::sys_days(parts.year() / parts.month() / 1)), last = today;
  for (const auto& [name, into] : {std::pair<const char*, Date*>{"from", &first}, {"to", &last}}) {
    const std::string text = text_of(request, name);
    if (text.empty()) continue;
    const auto day = parse_date(text);
    if (!day) return fail("http.bad_parameter", {{"parameter", name}});
    *into = *day;
  }
  if (last < first) return fail("http.bad_parameter", {{"parameter", "to"}});
  return nlohmann::json{
      {"first", format_date(first)}, {"last", format_date(last)}, {"county", county}};
}

// Title, columns, rows.
Result<nlohmann::json> table_of(Service& service, const Request& request) {
  auto reader = service.store.reader();
  const auto row = plugin_of(*reader, request);
  if (!row) return fail(row.error());
  const std::string& name = request.path_value("id");
  if (service.engine.hooks()->find(row->county, HookKind::kReport, row->name, name) == nullptr)
    return fail("plugin.hook_unknown", {{"plugin", row->name}, {"what", "report " + name}});
  const Instant now = service.engine.now();
  const auto period = period_of(request, now, row->county);
  if (!period) return fail(period.error());
  HookRequest asked;
  asked.job_id = "report";
  asked.plugin = {row->name, "", row->county};
  asked.kind = HookKind::kReport;
  asked.hook = name;
  asked.now = now;
  asked.input = nlohmann::json{{"period", *period}}.dump();
  service.expect_wait();
  add_open_cases(asked, *reader, service.engine);
  reader.reset();  // not kept open while the plugin works
  const HookRun run = service.plugins->runner().run(asked);
  if (run.failure) return fail(run.error);
  return nlohmann::json::parse(run.verdict);
}

ReportTable report_of(const nlohmann::json& table) {
  ReportTable report{
      table.value("title", ""), table.value("columns", std::vector<std::string>{}), {}};
  for (const nlohmann::json& row : table.value("rows", nlohmann::json::array())) {
    auto& cells = report.rows.emplace_back();
    for (const nlohmann::json& cell : row)
      if (cell.is_number_integer() && cell.get<double>() < 9e18)
        cells.emplace_back(cell.get<std::int64_t>());
      else
        cells.emplace_back(cell.is_string() ? cell.get<std::string>() : cell.dump());
  }
  return report;
}

Answer attachment(const std::string& name) {
  Answer answer;
  answer.content_type = "application/octet-stream";
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return answer;
}

Result<Answer> as_csv(const ReportTable& report) {
  Answer answer = attachment("report.csv");
  answer.body = "\xEF\xBB\xBF" + csv_line({report.title}) + csv_line(report.columns);
  for (const auto& row : report.rows) {
    std::vector<std::string> cells;
    for (const ReportCell& cell : row) {
      const auto* number = std::get_if<std::int64_t>(&cell);
      cells.push_back(number ? std::to_string(*number) : std::get<std::string>(cell));
    }
    answer.body += csv_line(cells);
  }
  return answer;
}

Result<Answer> as_workbook(const Service& service, const ReportTable& report) {
  Answer answer = attachment("report.xlsx");
  answer.file_path =
      service.working_folder + "/report-" + Random::from_system().token(16) + ".xlsx";
  answer.remove_file = true;
  if (const auto written = service.write_workbook(report, answer.file_path); !written) {
    std::error_code ignored;
    std::filesystem::remove(answer.file_path, ignored);
    return fail(written.error());
  }
  return answer;
}

std::vector<SheetRow> rows_of(const nlohmann::json& rows, const Request& request) {
  std::vector<SheetRow> all;
  for (const nlohmann::json& row : rows)
    all.push_back({row.value("row", std::int64_t{0}),
                   sheet_command(request, row.value("referral", ""), row.value("event", ""),
                                 row.value("data", nlohmann::json::object()))});
  return all;
}

}  // namespace

Result<Answer> make_plugin_report(Service& service, const Request& request) {
  const auto table = table_of(service, request);
  if (!table) return fail(table.error());
  return json_answer({{"title", table->value("title", "")},
                      {"columns", table->value("columns", nlohmann::json::array())},
                      {"rows", table->value("rows", nlohmann::json::array())}});
}

Result<Answer> fetch_plugin_report(Service& service, const Request& request) {
  const std::string format = text_of(request, "format");
  if (!format.empty() && format != "csv" && format != "xlsx")
    return fail("http.bad_parameter", {{"parameter", "format"}});
  const auto table = table_of(service, request);
  if (!table) return fail(table.error());
  const ReportTable report = report_of(*table);
  return format == "xlsx" ? as_workbook(service, report) : as_csv(report);
}

Result<Answer> import_plugin_feedback(Service& service, const Request& request) {
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  if (request.actor.empty()) return fail("http.actor_missing");
  const std::string county = text_of(request, "county");
  if (county.empty()) return fail("http.missing_parameter", {{"parameter", "county"}});
  const auto area = AreaTable::shipped().require_county(county);
  if (!area) return fail(area.error());
  service.expect_wait();
  const auto taken = take_apart(service, (*area)->code, request.path_value("name"), "feedback",
                                request.upload_path);
  if (!taken) return fail(taken.error());
  std::vector<SheetProblem> problems;
  for (const ImportProblem& one : taken->problems)
    problems.push_back({one.row, one.column, one.error});
  return post_sheet(service, rows_of(taken->rows, request), problems, *dry_run);
}

}  // namespace qianqiao::routes
