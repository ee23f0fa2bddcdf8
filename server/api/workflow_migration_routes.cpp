// Moving running cases, referrals and slips to the version in force: first what it would do, then,
// for just as many, done.
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/workflow_area.h"
#include "server/engine/workflow_migration.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// Of one transaction; what is shown of a preview.
constexpr std::size_t kAtOnce = 200;

constexpr const char* kKinds[] = {"case", "referral", "slip"};

struct Wish {
  MigrationScope scope;
  std::string reason;
  std::optional<std::int64_t> expected;  // how many the preview counted
};

Result<Wish> read_wish(const std::string& area, const Request& request, bool is_preview) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Wish wish;
  wish.scope.area = area;
  wish.scope.state = input->text("state");
  const std::string kind = input->text("kind");
  wish.reason = is_preview ? input->text("reason") : input->required_text("reason");
  wish.expected = input->integer("expected");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  for (std::size_t i = 0; i < std::size(kKinds); ++i)
    if (kind == kKinds[i]) wish.scope.kind = static_cast<SubjectKind>(i);
  if (!kind.empty() && !wish.scope.kind)
    return fail("http.bad_parameter", {{"parameter", "kind"}, {"value", kind}});
  if (!is_preview && !wish.expected) return fail("http.missing_field", {{"field", "expected"}});
  return wish;
}

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(format_date(*day)) : Json(nullptr);
}

Json to_json(const MigrationEffect& effect) {
  Json clocks = Json::array();
  for (const MigrationEffect::Clock& clock : effect.clocks)
    clocks.push_back({{"rule", clock.rule},
                      {"before", day_or_null(clock.before)},
                      {"after", day_or_null(clock.after)}});
  return {{"subject", effect.subject.id},
          {"kind", kKinds[static_cast<std::size_t>(effect.subject.kind)]},
          {"state", effect.subject.configuration.state},
          {"from", effect.from},
          {"to", effect.to},
          {"steps_opened", effect.steps_opened},
          {"steps_closed", effect.steps_closed},
          {"clocks", std::move(clocks)}};
}

std::vector<SubjectId> ids_of(const std::vector<SubjectRow>& rows) {
  std::vector<SubjectId> ids;
  for (const SubjectRow& row : rows) ids.push_back(row.id);
  return ids;
}

Result<Answer> preview(Service& service, const std::vector<SubjectRow>& rows) {
  std::map<std::string, std::int64_t> by_state;
  for (const SubjectRow& row : rows) ++by_state[row.configuration.state];
  const auto ids = ids_of(rows);
  const std::span<const SubjectId> shown(ids.data(), std::min(ids.size(), kAtOnce));
  Result<std::vector<MigrationEffect>> effects;
  const auto done =
      service.with_engine([&](Engine& engine) { effects = engine.rehearse_migration(shown); });
  if (!done) return fail(done.error());
  if (!effects) return fail(effects.error());
  Json items = Json::array();
  for (const MigrationEffect& effect : *effects) items.push_back(to_json(effect));
  return json_answer({{"total", rows.size()},
                      {"by_state", by_state},
                      {"moved", 0},
                      {"items", items},
                      {"more", rows.size() > kAtOnce}});
}

}  // namespace

Result<Answer> migrate_workflow(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  const auto wish = read_wish(*area, request, *dry_run);
  if (!wish) return fail(wish.error());
  service.expect_wait();
  const auto rows = subjects_to_migrate(*service.store.reader(), *service.engine.rule_book(),
                                        *service.engine.directory(), wish->scope);
  if (*dry_run) return preview(service, rows);
  if (*wish->expected != static_cast<std::int64_t>(rows.size()))
    return fail("workflow.migration_changed", {{"expected", std::to_string(*wish->expected)},
                                               {"total", std::to_string(rows.size())}});
  // Others' work goes on between; each subject is moved whole, or not at all.
  const auto ids = ids_of(rows);
  std::size_t moved = 0;
  for (std::size_t at = 0; at < ids.size(); at += kAtOnce) {
    const std::span<const SubjectId> some(ids.data() + at, std::min(kAtOnce, ids.size() - at));
    Result<std::vector<MigrationEffect>> effects;
    const auto done = service.with_engine(
        [&](Engine& engine) { effects = engine.migrate(some, wish->reason, who_asks(request)); });
    if (!done) return fail(done.error());
    if (!effects) return fail(effects.error());
    moved += effects->size();
  }
  const auto noted = record_audit(
      service, audit_row(service, request, "workflow.migrated", *area,
                         {{"moved", std::to_string(moved)}, {"reason", wish->reason}}));
  if (!noted) return fail(noted.error());
  return json_answer({{"total", rows.size()},
                      {"by_state", Json::object()},
                      {"moved", moved},
                      {"items", Json::array()},
                      {"more", false}});
}

}  // namespace qianqiao::routes
