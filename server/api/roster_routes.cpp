// Rosters: an import is a job that can be watched and cancelled; what it brought can be frozen as a
// target list, (四).
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/docket_json.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/plugin_tables.h"
#include "server/api/roster_job.h"
#include "server/api/roster_json.h"
#include "server/api/roster_report.h"
#include "server/api/routes.h"
#include "server/engine/dockets.h"
#include "workflows/domain/area.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// As HTTP writes it: Wed, 02 Apr 2025 01:00:00 GMT.
std::string http_date(Instant at) {
  const Poco::Timestamp stamp(to_milliseconds(at) * Poco::Timespan::MILLISECONDS);
  return Poco::DateTimeFormatter::format(stamp, Poco::DateTimeFormat::HTTP_FORMAT);
}

// Its importer's, and its county's.
bool may_see(const Request& request, const ImportRow& row) {
  if (request.viewer.sees_everything()) return true;
  return row.person == request.viewer.person ||
         (!row.county.empty() && may_act_in(request, row.county));
}

Result<ImportRow> roster_of(Reader& reader, const Request& request) {
  auto row = reader.roster(request.path_value("id"));
  if (!row || !may_see(request, *row))
    return fail("roster.not_found", {{"roster", request.path_value("id")}});
  return *std::move(row);
}

// The door removes what was uploaded with its answer; the job needs it longer.
Result<bool> take_over_upload(const Service& service, ImportRequest& wanted,
                              const std::string& id) {
  const bool is_upload = wanted.path.starts_with(service.working_folder + "/");
  if (!is_upload) return false;
  const std::string kept = service.working_folder + "/import-" + id;
  std::error_code problem;
  std::filesystem::rename(wanted.path, kept, problem);
  if (problem) return fail("store.unwritable", {{"path", kept}, {"reason", problem.message()}});
  wanted.path = kept;
  return true;
}

// {"name": "店铺"}: headings of the file that no wording is known for, by the field they are.
Result<std::map<std::string, std::string>> read_columns(const Request& request) {
  const std::string text = text_of(request, "columns");
  std::map<std::string, std::string> columns;
  if (text.empty()) return columns;
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  const auto bad = [&] {
    return fail("http.bad_parameter", {{"parameter", "columns"}, {"value", text.substr(0, 200)}});
  };
  if (!json.is_object()) return bad();
  for (const auto& [field, heading] : json.items()) {
    if (!heading.is_string()) return bad();
    columns[field] = heading.get<std::string>();
  }
  return columns;
}

Result<ImportRequest> read_wish(const Service& service, const Request& request,
                                const std::string& id) {
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  ImportRequest wanted;
  wanted.path = request.upload_path;
  wanted.report_stem = report_stem(service.working_folder, id, request.viewer.person);
  wanted.dry_run = *dry_run;
  wanted.today = local_date(service.clock.now());
  auto columns = read_columns(request);
  if (!columns) return fail(columns.error());
  wanted.columns = *std::move(columns);
  if (const std::string county = text_of(request, "county"); !county.empty()) {
    const auto area = AreaTable::shipped().require_county(county);
    if (!area) return fail(area.error());
    wanted.county = (*area)->code;
    if (!may_act_in(request, wanted.county))
      return fail("county.not_yours", {{"county", wanted.county}});
  }
  return wanted;
}

// Another layout becomes a roster like any other, row by row; is the file to be removed afterwards?
Result<bool> with_plugin(Service& service, const Request& request, ImportRequest& wanted,
                         bool own_file, const std::string& id) {
  const std::string plugin = text_of(request, "plugin");
  if (plugin.empty()) return own_file;
  if (wanted.county.empty()) return fail("http.missing_parameter", {{"parameter", "county"}});
  service.expect_wait();
  auto taken = take_apart(service, wanted.county, plugin, "roster", wanted.path);
  std::error_code ignored;
  if (own_file) std::filesystem::remove(wanted.path, ignored);
  if (!taken) return fail(taken.error());
  wanted.path = service.working_folder + "/import-" + id + "-rows";
  wanted.found_before = std::move(taken->problems);
  if (auto written = write_as_roster(taken->rows, wanted.path); !written)
    return fail(written.error());
  return true;
}

ImportRow new_row(const Service& service, const Request& request, const ImportRequest& wanted,
                  const std::string& id) {
  ImportRow row;
  row.id = id;
  row.county = wanted.county;
  row.person = request.viewer.person;
  row.dry_run = wanted.dry_run;
  row.status = "running";
  row.started_ms = to_milliseconds(service.engine.now());
  return row;
}

}  // namespace

// A file that cannot be read is refused at once; of one that can, rows are being read by the time
// of the answer.
Result<Answer> import_roster(Service& service, const Request& request) {
  const std::string id = new_report_id(service.engine.now());
  auto wanted = read_wish(service, request, id);
  if (!wanted) return fail(wanted.error());
  const auto taken_over = take_over_upload(service, *wanted, id);
  if (!taken_over) return fail(taken_over.error());
  const auto own_file = with_plugin(service, request, *wanted, *taken_over, id);
  if (!own_file) return fail(own_file.error());
  const ImportRow row = new_row(service, request, *wanted, id);
  const auto job =
      std::make_shared<RosterJob>(service, request, std::move(*wanted), row, *own_file);
  auto begun = job->begun();
  service.expect_wait();
  auto started =
      service.roster_jobs->start(id, [job](const RosterJobSignal& signal) { job->run(signal); });
  if (!started) return fail(started.error());
  if (auto fine = begun.get(); !fine) return fail(fine.error());
  const auto stored = service.store.reader()->roster(id);
  Answer answer = json_answer(roster_json(stored.value_or(row)), 202);
  answer.headers.emplace_back("Location", "/api/v1/rosters/" + id);
  return answer;
}

Result<Answer> list_rosters(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto reader = service.store.reader();
  Json items = Json::array();
  std::string before = page->cursor;
  while (true) {  // a county's own among all, which are few
    const auto rows = reader->rosters(before, kLargestPage);
    for (const ImportRow& row : rows) {
      before = row.id;
      if (!may_see(request, row)) continue;
      items.push_back(roster_json(row));
      if (items.size() == static_cast<std::size_t>(page->limit)) return list_answer(items, before);
    }
    if (rows.size() < static_cast<std::size_t>(kLargestPage)) return list_answer(items, "");
  }
}

Result<Answer> show_roster(Service& service, const Request& request) {
  const auto row = roster_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  return json_answer(roster_detail_json(*row));
}

Result<Answer> cancel_roster(Service& service, const Request& request) {
  const auto row = roster_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  if (!service.roster_jobs->cancel(row->id))
    return fail("roster.not_running", {{"roster", row->id}});
  const auto recorded =
      record_audit(service, audit_row(service, request, "roster.cancelled", row->id));
  if (!recorded) return fail(recorded.error());
  return json_answer(roster_json(*row), 202);
}

Result<Answer> freeze_roster(Service& service, const Request& request) {
  std::string county;
  if (!request.body.empty()) {
    const auto body = parse_strictly(request.body);
    if (!body) return fail(body.error());
    auto input = ObjectInput::of(*body);
    if (!input) return fail(input.error());
    county = input->text("county");
    if (auto fine = input->finish(); !fine) return fail(fine.error());
  }
  const auto row = roster_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  if (county.empty()) county = row->county;
  if (county.empty()) return fail("http.missing_field", {{"field", "county"}});
  if (!may_act_in(request, county)) return fail("county.not_yours", {{"county", county}});
  const FreezeWish wish{.county = county,
                        .list = kTargetList,
                        .roster = row->id,
                        .by = request.actor.empty() ? kSystemPerson : request.actor};
  Result<MadeDocket> made;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record(
        [&](Writer& writer) { made = qianqiao::freeze_list(writer, wish, engine.now()); });
  });
  if (!done) return fail(done.error());
  if (!made) return fail(made.error());
  return json_answer(list_version_json(made->row, *service.store.reader()),
                     made->is_new ? 201 : 200);
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
