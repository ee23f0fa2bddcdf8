#include "server/engine/workflow_impact.h"

#include <algorithm>

#include "server/engine/clock_places.h"

namespace qianqiao {
namespace {

constexpr int kPage = 1000;

class ImpactReading {
 public:
  ImpactReading(Reader& reader, const Directory& directory, const ImpactQuestion& question)
      : reader_(reader), directory_(directory), question_(question) {
    const Organisation* area = directory.organisation(question.area);
    if (area == nullptr || area->kind != OrganisationKind::kCity) county_ = question.area;
  }

  void count_open(WorkflowImpact& impact) {
    impact.open_cases = count(SubjectKind::kCase, impact.cases_by_state);
    impact.open_referrals = count(SubjectKind::kReferral, impact.referrals_by_state);
    impact.open_slips = count(SubjectKind::kSlip, impact.slips_by_state);
  }

  std::int64_t running_by(const std::string& rule) {
    DeadlineFilter filter;
    filter.county = county_;
    filter.rule = rule;
    filter.limit = kPage;
    std::int64_t counted = 0;
    while (!is_stopped()) {
      const auto page = reader_.running_deadlines(filter);
      counted += static_cast<std::int64_t>(page.size());
      tell(page.size());
      if (page.size() < kPage) break;
      filter.after_due = from_milliseconds(page.back().deadline.due_ms);
      filter.after = page.back().deadline.id;
    }
    return counted;
  }

  // Does anybody hold the step today? A department's people, or the role in each county.
  bool has_nobody(const StepRule& step) const {
    if (!step.department.empty())
      return directory_.holders(step.role, step.department, question_.today).empty();
    if (county_.empty() || step.role == roles::kVisitor) return false;
    return directory_.holders(step.role, county_, question_.today).empty();
  }

  ConditionTrial try_on(const Condition& condition, const std::string& stage) {
    const auto& order = states(SubjectKind::kCase);
    const auto last = std::find(order.begin(), order.end(), stage);
    TrialQuestion asked;
    asked.county = county_;
    asked.states = {order.begin(), last == order.end() ? last : last + 1};
    asked.most_listed = 0;
    asked.should_stop = [this] { return is_stopped(); };
    ConditionTrial trial = try_condition(reader_, condition, asked);
    tell(static_cast<std::size_t>(trial.looked_at));
    return trial;
  }

  bool was_stopped() const { return stopped_; }

 private:
  bool is_stopped() {
    stopped_ = stopped_ || (question_.should_stop && question_.should_stop());
    return stopped_;
  }

  void tell(std::size_t rows) {
    rows_ += static_cast<std::int64_t>(rows);
    if (question_.progress) question_.progress(rows_);
  }

  std::int64_t count(SubjectKind kind, StateCounts& by_state) {
    SubjectFilter filter;
    filter.kind = kind;
    filter.county = county_;
    filter.open_only = true;
    filter.limit = kPage;
    std::int64_t counted = 0;
    while (!is_stopped()) {
      const auto page = reader_.subjects(filter);
      for (const SubjectRow& row : page) ++by_state[row.configuration.state];
      counted += static_cast<std::int64_t>(page.size());
      tell(page.size());
      if (page.size() < kPage) break;
      filter.after = page.back().id;
    }
    return counted;
  }

  Reader& reader_;
  const Directory& directory_;
  const ImpactQuestion& question_;
  std::string county_;  // empty: all of the city's
  bool stopped_ = false;
  std::int64_t rows_ = 0;
};

const StepRule* step_of(const Definition& definition, const std::string& id) {
  for (const StepRule& step : definition.steps())
    if (step.id == id) return &step;
  return nullptr;
}

void add_ahead(ImpactLine& line, SubjectKind kind, const std::vector<std::string>& states,
               const StateCounts& counts) {
  for (const std::string& state : states) {
    const auto found = counts.find(state);
    if (found == counts.end() || found->second == 0) continue;
    line.meets += found->second;
    line.meets_by_state.push_back({kind, state, found->second});
  }
}

const StateCounts& counts_of(const WorkflowImpact& impact, SubjectKind kind) {
  if (kind == SubjectKind::kCase) return impact.cases_by_state;
  return kind == SubjectKind::kReferral ? impact.referrals_by_state : impact.slips_by_state;
}

// Cases on their way to the step's stage; one that is returned from a later stage meets it too, and
// is not foreseen here.
void count_step(ImpactLine& line, const WorkflowImpact& impact) {
  const auto& order = states(SubjectKind::kCase);
  const auto stage = std::find(order.begin(), order.end(), line.difference.stage);
  if (const auto there = impact.cases_by_state.find(line.difference.stage);
      there != impact.cases_by_state.end())
    line.keeps = there->second;
  add_ahead(line, SubjectKind::kCase, {order.begin(), stage}, impact.cases_by_state);
}

std::optional<Budget> budget_of(const DeadlineRule* rule) {
  return rule == nullptr ? std::nullopt : std::optional(rule->budget);
}

// Whom it lies ahead of is told by the charts; nobody who runs by another rule of the same hook
// gets a second clock.
void count_clock(ImpactLine& line, const WorkflowImpact& impact, ImpactReading& reading,
                 const Definition& before, const Definition& after) {
  const DeadlineRule* old_rule = before.rule(line.difference.name);
  const DeadlineRule* new_rule = after.rule(line.difference.name);
  const DeadlineRule& rule = new_rule == nullptr ? *old_rule : *new_rule;
  const auto& same_hook = before.rules_for(rule.hook);
  const DeadlineRule* running = old_rule;
  if (running == nullptr && !same_hook.empty()) running = same_hook.front();
  line.clock = ClockChange{rule.hook, rule.effect, budget_of(old_rule), budget_of(new_rule), {}};
  if (!same_hook.empty() && same_hook.front()->name != rule.name)
    line.clock->beside = same_hook.front()->budget;
  const auto place = place_of_clock(rule.hook);
  if (running != nullptr) line.keeps = reading.running_by(running->name);
  if (!place) return;
  const StateCounts& counts = counts_of(impact, place->kind);
  if (const auto there = counts.find(place->state); running == nullptr && there != counts.end())
    line.keeps = there->second;  // they go on without any
  if (new_rule == nullptr) return;
  if (place->kind == SubjectKind::kReferral)
    add_ahead(line, SubjectKind::kCase, case_states_before_referrals(), impact.cases_by_state);
  add_ahead(line, place->kind, place->before, counts);
}

bool same_statutory_clocks(const Definition& before, const Definition& after) {
  for (const DeadlineRule& rule : before.rules()) {
    if (rule.effect != Effect::kStatutory) continue;
    const DeadlineRule* later = after.rule(rule.name);
    if (later == nullptr || !(*later == rule)) return false;
  }
  return true;
}

}  // namespace

WorkflowImpact workflow_impact(Reader& reader, const Directory& directory, const Definition& before,
                               const Definition& after, const ImpactQuestion& question) {
  WorkflowImpact impact;
  ImpactReading reading(reader, directory, question);
  reading.count_open(impact);
  impact.statutory_unchanged = same_statutory_clocks(before, after);
  for (DefinitionDifference& difference : differences(before, after)) {
    ImpactLine line;
    line.difference = std::move(difference);
    if (line.difference.part == DefinitionDifference::Part::kDeadline)
      count_clock(line, impact, reading, before, after);
    if (line.difference.part == DefinitionDifference::Part::kStep) {
      count_step(line, impact);
      const StepRule* step = step_of(after, line.difference.name);
      line.has_nobody = step != nullptr && reading.has_nobody(*step);
      if (step != nullptr && step->when) line.condition = reading.try_on(*step->when, step->stage);
    }
    impact.lines.push_back(std::move(line));
  }
  impact.was_stopped = reading.was_stopped();
  return impact;
}

}  // namespace qianqiao
