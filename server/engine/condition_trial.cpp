#include "server/engine/condition_trial.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/condition_facts.h"

namespace qianqiao {
namespace {

constexpr int kPage = 500;

std::int64_t& count_of(ConditionTrial& trial, Truth truth) {
  if (truth == Truth::kTrue) return trial.asked;
  return truth == Truth::kFalse ? trial.passed : trial.undecided;
}

void take(ConditionTrial& trial, TriedCase tried, int most_listed) {
  ++trial.looked_at;
  for (const std::string& field : tried.unknown) ++trial.unknown[field];
  std::int64_t& count = count_of(trial, tried.truth);
  if (++count <= most_listed) trial.cases.push_back(std::move(tried));
}

}  // namespace

ConditionTrial try_condition(Reader& reader, const Condition& condition,
                             const TrialQuestion& question) {
  ConditionTrial trial;
  SubjectFilter filter;
  filter.kind = SubjectKind::kCase;
  filter.county = question.county;
  filter.open_only = true;
  filter.limit = kPage;
  while (!(question.should_stop && question.should_stop())) {
    const auto page = reader.subjects(filter);
    for (const SubjectRow& row : page) {
      const std::string& state = row.configuration.state;
      if (!question.states.empty() && !question.states.contains(state)) continue;
      if (trial.looked_at == question.most_looked_at) {
        trial.more = true;
        return trial;
      }
      const nlohmann::json facts = condition_facts(reader, row, {});
      const Truth truth = evaluate(condition, facts);
      take(trial,
           {row.id, row.enterprise, state, truth,
            truth == Truth::kUnknown ? unknown_fields(condition, facts)
                                     : std::vector<std::string>{}},
           question.most_listed);
    }
    if (page.size() < kPage) break;
    filter.after = page.back().id;
  }
  return trial;
}

}  // namespace qianqiao
