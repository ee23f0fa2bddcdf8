// Batches: signed cases that are pushed to their intended banks together, (五).
#include <nlohmann/json.hpp>

#include "server/api/docket_json.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/dockets.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

struct BatchInput {
  BatchWish wish;
  PersonId acting_for;
};

bool may_act_on(const Request& request, const std::string& county) {
  return request.viewer.sees_everything() || may_act_in(request, county);
}

Result<DocketRow> batch_of(Reader& reader, const Request& request) {
  auto row = reader.docket(request.path_value("id"));
  if (!row || row->kind != kBatch || !may_act_on(request, row->county))
    return fail("batch.not_found", {{"batch", request.path_value("id")}});
  return *std::move(row);
}

Result<void> take_version(BatchWish& wish, Reader& reader, const Request& request) {
  const auto version = reader.docket(wish.list_version);
  if (!version || version->kind != kRecommendationList || !may_act_on(request, version->county))
    return fail("list.version_not_found", {{"version", wish.list_version}});
  if (!version->superseded_by.empty())
    return fail("list.superseded", {{"version", version->id}, {"by", version->superseded_by}});
  wish.county = version->county;
  wish.cases = cases_to_push(reader, version->id);
  return {};
}

// They lie in one county: the first one's.
Result<void> take_cases(BatchWish& wish, Reader& reader, const Request& request) {
  for (const SubjectId& id : wish.cases) {
    const auto subject = reader.subject(id);
    if (!subject || subject->kind != SubjectKind::kCase || !may_act_on(request, subject->county))
      return fail("subject.not_found", {{"subject", id}});
    if (wish.county.empty()) wish.county = subject->county;
    if (wish.county != subject->county) return fail("batch.two_counties", {{"subject", id}});
  }
  return {};
}

Result<BatchInput> read_batch(const Request& request, Reader& reader) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  BatchInput batch;
  batch.wish.by = request.actor;
  batch.wish.list_version = input->text("list_version");
  batch.wish.cases = input->texts("cases");
  batch.acting_for = input->text("acting_for");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (batch.wish.list_version.empty() == batch.wish.cases.empty())
    return fail("batch.version_or_cases");
  const auto taken = batch.wish.cases.empty() ? take_version(batch.wish, reader, request)
                                              : take_cases(batch.wish, reader, request);
  if (!taken) return fail(taken.error());
  return batch;
}

DocketDeed push_of(const std::string& batch, const PersonId& actor, const PersonId& acting_for,
                   const Viewer& viewer = {}) {
  return {"BatchPushed", std::make_shared<const nlohmann::json>(nlohmann::json{{"batch", batch}}),
          actor, acting_for, viewer};
}

Json answer_json(bool dry_run, const Json& batch, const std::vector<CaseOutcome>& outcomes) {
  return {{"dry_run", dry_run}, {"batch", batch}, {"outcomes", outcomes_json(outcomes)}};
}

Result<Answer> rehearse_batch(Service& service, const BatchInput& input) {
  Result<MadeDocket> made;
  std::vector<DocketEntryRow> cases;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.rehearse([&](Writer& writer) {
      made = make_batch(writer, input.wish, engine.now());
      if (made) cases = entries_of(writer, made->row.id, /*to_do_only=*/true);
    });
  });
  if (!done) return fail(done.error());
  if (!made) return fail(made.error());
  const auto outcomes =
      rehearse_deed(service, cases, push_of(made->row.id, input.wish.by, input.acting_for));
  if (!outcomes) return fail(outcomes.error());
  return json_answer(answer_json(true, nullptr, *outcomes));
}

}  // namespace

Result<Answer> create_batch(Service& service, const Request& request) {
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  if (request.actor.empty()) return fail("http.actor_missing");
  const auto input = read_batch(request, *service.store.reader());
  if (!input) return fail(input.error());
  if (*dry_run) return rehearse_batch(service, *input);
  Result<MadeDocket> made;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) { made = make_batch(writer, input->wish, engine.now()); });
  });
  if (!done) return fail(done.error());
  if (!made) return fail(made.error());
  const Json batch = batch_json(made->row, *service.store.reader());
  return json_answer(answer_json(false, batch, {}), made->is_new ? 201 : 200);
}

Result<Answer> push_batch(Service& service, const Request& request) {
  if (request.actor.empty()) return fail("http.actor_missing");
  PersonId acting_for;
  if (!request.body.empty()) {
    const auto body = parse_strictly(request.body);
    if (!body) return fail(body.error());
    auto input = ObjectInput::of(*body);
    if (!input) return fail(input.error());
    acting_for = input->text("acting_for");
    if (auto fine = input->finish(); !fine) return fail(fine.error());
  }
  const auto reader = service.store.reader();
  const auto batch = batch_of(*reader, request);
  if (!batch) return fail(batch.error());
  const auto cases = entries_of(*reader, batch->id, /*to_do_only=*/true);
  const auto outcomes =
      do_deed(service, cases, push_of(batch->id, request.actor, acting_for, request.viewer));
  if (!outcomes) return fail(outcomes.error());
  return json_answer(answer_json(false, batch_json(*batch, *service.store.reader()), *outcomes));
}

Result<Answer> list_batches(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const std::string county = text_of(request, "county");
  if (county.empty()) return fail("http.missing_parameter", {{"parameter", "county"}});
  if (!may_act_on(request, county)) return fail("county.not_yours", {{"county", county}});
  const auto reader = service.store.reader();
  const auto rows = reader->dockets(county, kBatch, *before, page->limit);
  Json items = Json::array();
  for (const DocketRow& row : rows) items.push_back(batch_json(row, *reader));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().number) : "");
}

Result<Answer> show_batch(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto batch = batch_of(*reader, request);
  if (!batch) return fail(batch.error());
  Json body = batch_json(*batch, *reader);
  Json items = Json::array();  // at most kMostBatchCases
  for (const DocketEntryRow& entry : entries_of(*reader, batch->id, /*to_do_only=*/false))
    items.push_back(docket_entry_json(entry));
  body["items"] = items;
  return json_answer(body);
}

}  // namespace qianqiao::routes
