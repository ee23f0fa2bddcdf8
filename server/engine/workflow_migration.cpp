#include "server/engine/workflow_migration.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

constexpr int kPage = 1000;

using Days = std::map<std::string, Date>;  // rule → last day of its running clock

Days running_days(Reader& reader, const SubjectId& subject) {
  Days days;
  for (const DeadlineRow& row : reader.deadlines_of(subject))
    if (row.state == DeadlineState::kRunning)
      days[row.rule] = local_date(from_milliseconds(row.due_ms));
  return days;
}

std::optional<Date> day_of(const Days& days, const std::string& rule) {
  const auto found = days.find(rule);
  return found == days.end() ? std::nullopt : std::optional(found->second);
}

void compare(const Days& before, const Days& after, MigrationEffect& effect) {
  std::set<std::string> rules;
  for (const Days* days : {&before, &after})
    for (const auto& [rule, day] : *days) rules.insert(rule);
  for (const std::string& rule : rules)
    if (day_of(before, rule) != day_of(after, rule))
      effect.clocks.push_back({rule, day_of(before, rule), day_of(after, rule)});
}

// In `these` and not in `those`; both sorted.
std::vector<std::string> without(const std::vector<std::string>& these,
                                 const std::vector<std::string>& those) {
  std::vector<std::string> rest;
  std::set_difference(these.begin(), these.end(), those.begin(), those.end(),
                      std::back_inserter(rest));
  return rest;
}

std::vector<std::string> ready(const SubjectRow& subject, const RuleBook& rules) {
  if (subject.kind != SubjectKind::kCase) return {};
  return ready_steps(subject.configuration,
                     rules.definition(subject.workflow_version).chart_rules());
}

}  // namespace

std::vector<SubjectRow> subjects_to_migrate(Reader& reader, const RuleBook& rules,
                                            const Directory& directory,
                                            const MigrationScope& scope) {
  const Organisation* area = directory.organisation(scope.area);
  const bool is_city = area != nullptr && area->kind == OrganisationKind::kCity;
  SubjectFilter filter;
  filter.kind = scope.kind;
  filter.state = scope.state;
  filter.county = is_city ? "" : scope.area;
  filter.open_only = true;
  filter.limit = kPage;
  std::vector<SubjectRow> found;
  while (true) {
    auto page = reader.subjects(filter);
    for (SubjectRow& row : page) {
      filter.after = row.id;
      const bool is_inside = !is_city || directory.is_within(row.county, scope.area);
      if (is_inside && row.workflow_version != rules.current(row.county).version())
        found.push_back(std::move(row));
    }
    if (page.size() < kPage) return found;
  }
}

Result<std::vector<MigrationEffect>> migrate_subjects(Transaction& transaction, Writer& writer,
                                                      const RuleBook& rules,
                                                      std::span<const SubjectId> subjects,
                                                      const std::string& reason,
                                                      const PersonId& actor) {
  std::vector<MigrationEffect> effects;
  for (const SubjectId& id : subjects) {
    const auto row = writer.subject(id);
    if (!row) return fail("subject.not_found", {{"subject", id}});
    MigrationEffect effect;
    effect.subject = *row;
    effect.from = row->workflow_version;
    effect.to = rules.current(row->county).version();
    if (effect.from == effect.to) continue;
    const Days before = running_days(writer, id);
    const nlohmann::json data = {{"from", effect.from}, {"to", effect.to}, {"reason", reason}};
    if (auto posted = transaction.post_by_system(*row, false, "WorkflowMigrated", data, actor);
        !posted)
      return fail(posted.error());
    const auto after = writer.subject(id);
    compare(before, running_days(writer, id), effect);
    effect.steps_opened = without(ready(*after, rules), ready(*row, rules));
    effect.steps_closed = without(ready(*row, rules), ready(*after, rules));
    effects.push_back(std::move(effect));
  }
  return effects;
}

}  // namespace qianqiao
