#include "server/engine/simulation/coverage.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/document_keeping.h"
#include "workflows/charts/transition_table.h"

namespace qianqiao {
namespace {

constexpr int kPage = 1000;
// An administrator's decision about the workflow: no day's work brings it about.
constexpr char kMigrated[] = "WorkflowMigrated";

// Files are people's: what the simulated ones do leaves none behind.
bool is_about_documents(const std::string& event) {
  return event == kDocumentAdded || event == kDocumentRemoved;
}

const char* kind_name(SubjectKind kind) {
  if (kind == SubjectKind::kCase) return "case";
  return kind == SubjectKind::kReferral ? "referral" : "slip";
}

// The table's row for what many states take alike without changing.
Passage anywhere(SubjectKind kind, const std::string& event) { return {kind, "*", event, "*"}; }

}  // namespace

std::string to_line(const Passage& passage) {
  return std::string(kind_name(passage.kind)) + ": " +
         (passage.state.empty() ? "(start)" : passage.state) + " --" + passage.event + "--> " +
         passage.target;
}

const std::set<Passage>& all_passages() {
  static const std::set<Passage> passages = [] {
    std::set<Passage> all;
    for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip})
      for (const TransitionRow& row : transition_rows(kind))
        if (row.refusal.empty() && row.event != kMigrated && !is_about_documents(row.event))
          all.insert({kind, row.state, row.event, row.target});
    return all;
  }();
  return passages;
}

Coverage::Coverage() : missing_(all_passages()) {}

void Coverage::catch_up(Reader& reader, const RuleBook& rules) {
  while (true) {
    const auto page = reader.recorded_history(position_, kPage);
    for (const auto& recorded : page) {
      position_ = recorded.position;
      const auto [known, is_new] = known_.try_emplace(recorded.row.subject);
      if (is_new) {
        const auto subject = reader.subject(recorded.row.subject);
        if (subject) known->second.kind = subject->kind;
      }
      take(recorded.row, known->second, rules);
    }
    if (page.size() < kPage) return;
  }
}

void Coverage::take(const HistoryRow& row, Known& known, const RuleBook& rules) {
  const auto data = nlohmann::json::parse(row.data, nullptr, false);
  if (data.is_discarded()) return;  // `verify` names it
  const PersonId& principal = row.acting_for.empty() ? row.actor : row.acting_for;
  const Occurrence occurrence{row.event, data, row.actor, principal,
                              from_milliseconds(row.instant_ms)};
  auto decision = decide(known.kind, known.configuration, occurrence,
                         rules.definition(row.workflow_version).chart_rules());
  if (!decision) return;
  note({known.kind, known.configuration.state, row.event, decision->after.state});
  known.configuration = std::move(decision->after);
}

void Coverage::note(const Passage& passage) {
  missing_.erase(passage);
  happened_.insert(passage);
  if (passage.state == passage.target) missing_.erase(anywhere(passage.kind, passage.event));
}

bool Coverage::is_missing(const Passage& passage) const {
  if (missing_.count(passage)) return true;
  return passage.state == passage.target && missing_.count(anywhere(passage.kind, passage.event));
}

bool Coverage::is_missing_any(SubjectKind kind) const {
  const auto first = missing_.lower_bound({kind, "", "", ""});
  return first != missing_.end() && first->kind == kind;
}

bool Coverage::is_missing_in(SubjectKind kind, const std::string& state) const {
  const auto first = missing_.lower_bound({kind, state, "", ""});
  if (first != missing_.end() && first->kind == kind && first->state == state) return true;
  const auto& events = allowed_events(kind, state);
  return std::any_of(events.begin(), events.end(), [&](const std::string& event) {
    return missing_.count(anywhere(kind, event)) > 0;
  });
}

bool Coverage::is_missing_in(SubjectKind kind, const std::string& state,
                             const std::string& event) const {
  if (missing_.count(anywhere(kind, event))) return true;
  const auto first = missing_.lower_bound({kind, state, event, ""});
  return first != missing_.end() && first->kind == kind && first->state == state &&
         first->event == event;
}

}  // namespace qianqiao
