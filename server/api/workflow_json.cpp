#include "server/api/workflow_json.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/subject_json.h"
#include "workflows/definition/explain.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json text_json(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

std::string instant(std::int64_t ms) { return format_instant(from_milliseconds(ms)); }

std::string param(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.params)
    if (key == name) return value;
  return "";
}

Json number_or_null(const std::string& text) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc{} && !text.empty() ? Json(value) : Json(nullptr);
}

}  // namespace

Json sentences_of(const Definition& definition) {
  Json all = Json::array();
  for (const Sentence& sentence : explain(definition))
    all.push_back({{"about", to_string(sentence.about)},
                   {"name", sentence.name},
                   {"stage", sentence.stage},
                   {"clause", sentence.clause},
                   {"locked", sentence.is_locked},
                   {"zh", sentence.text.zh},
                   {"en", sentence.text.en}});
  return all;
}

Json to_json(const DefinitionDifference& difference) {
  return {{"change", to_string(difference.change)},
          {"part", to_string(difference.part)},
          {"name", difference.name},
          {"stage", difference.stage},
          {"clause", difference.clause},
          {"sentence", text_json(explain(difference))}};
}

Json to_json(const std::vector<DefinitionDifference>& differences) {
  Json all = Json::array();
  for (const DefinitionDifference& difference : differences) all.push_back(to_json(difference));
  return all;
}

Json behind_json(const RuleBook& rules, const std::string& area) {
  Json behind = Json::array();
  for (const auto& [county, problem] : rules.counties_behind())
    if (area == county || area == rules.current_of_city().area())
      behind.push_back({{"county", county}, {"problem", definition_problem(problem)}});
  return behind;
}

Json to_json(const WorkflowMerge& merge) {
  Json parts = Json::array(), problems = Json::array();
  for (const MergedPart& part : merge.parts)
    parts.push_back({{"standing", to_string(part.standing)},
                     {"part", to_string(part.part)},
                     {"name", part.name},
                     {"stage", part.stage},
                     {"clause", part.clause},
                     {"base", text_json(part.base)},
                     {"theirs", text_json(part.theirs)},
                     {"ours", text_json(part.ours)}});
  for (const Error& problem : merge.problems) problems.push_back(definition_problem(problem));
  return {{"base_version", merge.base_version}, {"current_version", merge.current_version},
          {"is_behind", merge.is_behind},       {"asks_for_decisions", merge.asks_for_decisions()},
          {"parts", std::move(parts)},          {"problems", std::move(problems)}};
}

Json to_json(const WorkflowDraftRow& row) {
  return {{"id", std::to_string(row.id)},
          {"area", row.area},
          {"title", row.title},
          {"yaml", row.yaml},
          {"base_version", row.base_version},
          {"revision", row.revision},
          {"state", row.state},
          {"author", row.author},
          {"approved_by", row.approved_by},
          {"created", instant(row.created_ms)},
          {"changed", instant(row.changed_ms)}};
}

Json to_json(const WorkflowVersionRow& row) {
  return {{"id", std::to_string(row.id)},
          {"area", row.area},
          {"version", row.version},
          {"yaml", row.yaml},
          {"draft", row.draft == 0 ? Json(nullptr) : Json(std::to_string(row.draft))},
          {"reverts", row.reverts == 0 ? Json(nullptr) : Json(std::to_string(row.reverts))},
          {"reason", row.reason},
          {"published_by", row.published_by},
          {"approved_by", row.approved_by},
          {"published", instant(row.published_ms)},
          {"effective_on", format_date(row.effective_on)},
          {"in_force", row.in_force_ms ? Json(instant(*row.in_force_ms)) : Json(nullptr)}};
}

namespace {

Json budget_json(const std::optional<Budget>& budget) {
  if (!budget) return nullptr;
  if (budget->unit == BudgetUnit::kFixedDate)
    return {{"unit", "fixed_date"}, {"days", nullptr}, {"date", format_date(budget->fixed_date)}};
  const bool working = budget->unit == BudgetUnit::kWorkingDays;
  return {{"unit", working ? "working_days" : "calendar_days"},
          {"days", budget->days},
          {"date", nullptr}};
}

Json clock_json(const std::optional<ClockChange>& clock) {
  if (!clock) return nullptr;
  return {{"hook", clock->hook},
          {"effect", clock->effect == Effect::kStatutory ? "statutory" : "service"},
          {"before", budget_json(clock->before)},
          {"after", budget_json(clock->after)},
          {"beside", budget_json(clock->beside)},
          {"running_dates_stay", true}};
}

Json trial_json(const ConditionTrial& trial) {
  Json unknown = Json::array();
  for (const auto& [field, cases] : trial.unknown)
    unknown.push_back({{"field", field}, {"cases", cases}});
  return {{"looked_at", trial.looked_at}, {"asked", trial.asked}, {"passed", trial.passed},
          {"undecided", trial.undecided}, {"more", trial.more},   {"unknown", std::move(unknown)}};
}

std::string_view outcome_of(Truth truth) {
  if (truth == Truth::kTrue) return "asked";
  return truth == Truth::kFalse ? "passed" : "undecided";
}

Json line_json(const ImpactLine& line) {
  Json meets = Json::array();
  for (const StateCount& count : line.meets_by_state)
    meets.push_back(
        {{"subject", to_string(count.kind)}, {"state", count.state}, {"cases", count.subjects}});
  return {{"difference", to_json(line.difference)},
          {"keeps", line.keeps},
          {"meets", line.meets},
          {"meets_by_state", std::move(meets)},
          {"clock", clock_json(line.clock)},
          {"has_nobody", line.has_nobody},
          {"condition", line.condition ? trial_json(*line.condition) : Json(nullptr)}};
}

std::string_view to_string(WorkflowJobs::State state) {
  switch (state) {
    case WorkflowJobs::State::kRunning:
      return "running";
    case WorkflowJobs::State::kDone:
      return "done";
    case WorkflowJobs::State::kFailed:
      return "failed";
    case WorkflowJobs::State::kCancelled:
      return "cancelled";
  }
  return {};
}

}  // namespace

Json to_json(const WorkflowImpact& impact) {
  Json lines = Json::array(), states = Json::array();
  for (const auto& [state, counted] : impact.cases_by_state)
    states.push_back(
        {{"subject", to_string(SubjectKind::kCase)}, {"state", state}, {"cases", counted}});
  for (const ImpactLine& line : impact.lines) lines.push_back(line_json(line));
  return {{"open_cases", impact.open_cases},
          {"open_referrals", impact.open_referrals},
          {"open_slips", impact.open_slips},
          {"cases_by_state", std::move(states)},
          {"statutory_unchanged", impact.statutory_unchanged},
          {"lines", std::move(lines)}};
}

Json to_json(const ConditionTrial& trial, Reader& reader) {
  Json body = trial_json(trial), cases = Json::array();
  for (const TriedCase& tried : trial.cases) {
    const auto enterprise = reader.enterprise(tried.enterprise);
    cases.push_back({{"case", tried.id},
                     {"enterprise", enterprise ? enterprise->name : ""},
                     {"state", tried.state},
                     {"outcome", outcome_of(tried.truth)},
                     {"unknown", tried.unknown}});
  }
  body["cases"] = std::move(cases);
  return body;
}

Json to_json(const WorkflowJobs::View& job) {
  const bool done = job.state == WorkflowJobs::State::kDone;
  return {{"id", job.id},
          {"kind", job.kind},
          {"state", to_string(job.state)},
          {"done", job.done},
          {"total", job.total == 0 ? Json(nullptr) : Json(job.total)},
          {"problem", job.problem ? definition_problem(*job.problem) : Json(nullptr)},
          {"result",
           done ? Json::parse(job.result, nullptr, /*allow_exceptions=*/false) : Json(nullptr)}};
}

Json definition_problem(const Error& error) {
  const ErrorDescription words = describe(error);
  return {{"code", error.code},
          {"title", {{"zh", words.title.zh}, {"en", words.title.en}}},
          {"advice", {{"zh", words.advice.zh}, {"en", words.advice.en}}},
          {"line", number_or_null(param(error, "line"))},
          {"column", number_or_null(param(error, "column"))},
          {"field", param(error, "field")},
          {"clause", param(error, "clause")}};
}

std::string_view to_string(Approval approval) {
  switch (approval) {
    case Approval::kNone:
      return "none";
    case Approval::kSecondPerson:
      return "second_person";
    case Approval::kCity:
      return "city";
  }
  return {};
}

}  // namespace qianqiao
