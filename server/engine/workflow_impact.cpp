#include "server/engine/workflow_impact.h"

#include <algorithm>

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
    impact.open_cases = count(SubjectKind::kCase, &impact.cases_by_state);
    impact.open_referrals = count(SubjectKind::kReferral, nullptr);
    impact.open_slips = count(SubjectKind::kSlip, nullptr);
    impact.was_stopped = stopped_;
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

 private:
  bool is_stopped() {
    stopped_ = stopped_ || (question_.should_stop && question_.should_stop());
    return stopped_;
  }

  std::int64_t count(SubjectKind kind, std::map<std::string, std::int64_t>* by_state) {
    SubjectFilter filter;
    filter.kind = kind;
    filter.county = county_;
    filter.open_only = true;
    filter.limit = kPage;
    std::int64_t counted = 0;
    while (!is_stopped()) {
      const auto page = reader_.subjects(filter);
      for (const SubjectRow& row : page)
        if (by_state != nullptr) ++(*by_state)[row.configuration.state];
      counted += static_cast<std::int64_t>(page.size());
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
};

const StepRule* step_of(const Definition& definition, const std::string& id) {
  for (const StepRule& step : definition.steps())
    if (step.id == id) return &step;
  return nullptr;
}

// Cases on their way to the step's stage; one that is returned from a later stage meets it too, and
// is not foreseen here.
void count_step(ImpactLine& line, const WorkflowImpact& impact) {
  const auto& order = states(SubjectKind::kCase);
  const auto stage = std::find(order.begin(), order.end(), line.difference.stage);
  for (const auto& [state, counted] : impact.cases_by_state) {
    const auto place = std::find(order.begin(), order.end(), state);
    if (state == line.difference.stage) line.keeps += counted;
    if (place >= stage) continue;
    line.meets += counted;
    line.meets_by_state[state] = counted;
  }
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
      line.keeps = reading.running_by(line.difference.name);
    if (line.difference.part == DefinitionDifference::Part::kStep) {
      count_step(line, impact);
      const StepRule* step = step_of(after, line.difference.name);
      line.has_nobody = step != nullptr && reading.has_nobody(*step);
    }
    impact.lines.push_back(std::move(line));
  }
  return impact;
}

}  // namespace qianqiao
