// The lists of a county (target, application, recommendation), their frozen versions, and the
// convener's signature of a version, (五).
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/docket_json.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/dockets.h"
#include "workflows/domain/area.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Result<std::string> county_of(const Request& request) {
  const std::string county = text_of(request, "county");
  if (county.empty()) return fail("http.missing_parameter", {{"parameter", "county"}});
  if (!request.viewer.sees_everything() && !may_act_in(request, county))
    return fail("county.not_yours", {{"county", county}});
  return county;
}

// A version of another county, or of another list than the address says, is none.
Result<DocketRow> version_of(Reader& reader, const Request& request) {
  auto row = reader.docket(request.path_value("id"));
  const bool mine = row && row->kind == request.path_value("list") &&
                    (request.viewer.sees_everything() || may_act_in(request, row->county));
  if (!mine) return fail("list.version_not_found", {{"version", request.path_value("id")}});
  return *std::move(row);
}

Json to_json(const ListEntryRow& row, Reader& reader) {
  const auto subject = reader.subject(row.subject);
  const std::string name = subject ? reader.enterprise_name(subject->enterprise) : "";
  return {{"subject", row.subject},
          {"county", row.county},
          {"list", row.list},
          {"enterprise_name", name},
          {"state", subject ? subject->configuration.state : ""},
          {"entered", format_instant(from_milliseconds(row.entered_ms))},
          {"left",
           row.left_ms ? Json(format_instant(from_milliseconds(*row.left_ms))) : Json(nullptr)}};
}

struct Signing {
  DocketDeed deed;
  std::set<SubjectId> only;  // empty: all of the version
};

Result<Signing> read_signing(const Request& request, const DocketRow& version) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Signing signing;
  const std::string opinion = input->required_text("opinion");
  signing.deed.acting_for = input->text("acting_for");
  auto only = input->texts("cases");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  signing.only = std::move(only);
  signing.deed.event = "ReviewApproved";
  signing.deed.actor = request.actor;
  signing.deed.viewer = request.viewer;
  signing.deed.data = std::make_shared<const nlohmann::json>(
      nlohmann::json{{"opinion", opinion}, {"list_version", version.id}});
  return signing;
}

Result<void> check_signable(const Request& request, const DocketRow& version) {
  if (request.actor.empty()) return fail("http.actor_missing");
  if (version.kind != kRecommendationList)
    return fail("list.not_signable", {{"version", version.id}});
  if (!version.superseded_by.empty())
    return fail("list.superseded", {{"version", version.id}, {"by", version.superseded_by}});
  return {};
}

}  // namespace

Result<Answer> list_entries(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto with_former = flag_of(request, "all");
  if (!with_former) return fail(with_former.error());
  const auto county = county_of(request);
  if (!county) return fail(county.error());
  ListFilter filter{.county = *county, .list = request.path_value("list")};
  filter.with_former = *with_former;
  filter.state = text_of(request, "state");
  filter.township = text_of(request, "township");
  filter.after = page->cursor;
  filter.limit = page->limit;
  const auto reader = service.store.reader();
  const auto rows = reader->list_entries(filter);
  Json items = Json::array();
  for (const ListEntryRow& row : rows) items.push_back(to_json(row, *reader));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? rows.back().subject : "");
}

Result<Answer> freeze_list(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string named = input->required_text("county");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  const auto area = AreaTable::shipped().require_county(named);
  if (!area) return fail(area.error());
  const FreezeWish wish{.county = (*area)->code,
                        .list = request.path_value("list"),
                        .by = request.actor.empty() ? kSystemPerson : request.actor};
  if (!may_act_in(request, wish.county)) return fail("county.not_yours", {{"county", wish.county}});
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

Result<Answer> list_versions(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto county = county_of(request);
  if (!county) return fail(county.error());
  const auto reader = service.store.reader();
  const auto rows = reader->dockets(*county, request.path_value("list"), *before, page->limit);
  Json items = Json::array();
  for (const DocketRow& row : rows) items.push_back(list_version_json(row, *reader));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().number) : "");
}

Result<Answer> show_list_version(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto version = version_of(*reader, request);
  if (!version) return fail(version.error());
  return json_answer(list_version_json(*version, *reader));
}

Result<Answer> list_version_cases(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto reader = service.store.reader();
  const auto version = version_of(*reader, request);
  if (!version) return fail(version.error());
  const auto rows = reader->docket_entries(version->id, page->cursor, page->limit);
  Json items = Json::array();
  for (const DocketEntryRow& row : rows) items.push_back(docket_entry_json(row));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? rows.back().subject : "");
}

Result<Answer> sign_list_version(Service& service, const Request& request) {
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  const auto reader = service.store.reader();
  const auto version = version_of(*reader, request);
  if (!version) return fail(version.error());
  if (auto fine = check_signable(request, *version); !fine) return fail(fine.error());
  const auto signing = read_signing(request, *version);
  if (!signing) return fail(signing.error());
  auto cases = entries_of(*reader, version->id, /*to_do_only=*/true);
  if (!signing->only.empty())
    std::erase_if(
        cases, [&](const DocketEntryRow& entry) { return !signing->only.contains(entry.subject); });
  const auto outcomes = *dry_run ? rehearse_deed(service, cases, signing->deed)
                                 : do_deed(service, cases, signing->deed);
  if (!outcomes) return fail(outcomes.error());
  return json_answer({{"dry_run", *dry_run},
                      {"version", list_version_json(*version, *service.store.reader())},
                      {"outcomes", outcomes_json(*outcomes)}});
}

}  // namespace qianqiao::routes
