#include "workflows/charts/transition_table.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "workflows/charts/probes.h"

namespace qianqiao {

namespace {

constexpr std::size_t kManyStates = 5;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

std::string joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

const char* fact_name(TellCase::Fact fact) {
  switch (fact) {
    case TellCase::Fact::kGranted:
      return "granted";
    case TellCase::Fact::kDeclined:
      return "declined";
    case TellCase::Fact::kCancelled:
      return "cancelled";
    case TellCase::Fact::kFeedbackGiven:
      return "feedback given";
    case TellCase::Fact::kDrawingConcluded:
      return "drawing concluded";
  }
  return "";
}

TransitionRow ask(SubjectKind kind, const std::string& state, const Probe& probe) {
  auto context = nlohmann::json::parse(usual_context(kind, state));
  context.merge_patch(nlohmann::json::parse(probe.context));
  const auto data = nlohmann::json::parse(probe.data);
  const Configuration before{state, context.dump()};
  const Occurrence occurrence{probe.event, data, kProbePerson, kProbePerson, probe_instant()};
  const auto decision = decide(kind, before, occurrence, probe_rules(probe.strict));
  TransitionRow row{state, std::string(probe.event), std::string(probe.variant), "", "", {}};
  if (!decision) {
    row.refusal = decision.error().code;
    return row;
  }
  row.target = decision->after.state;
  for (const auto& action : decision->actions) row.actions.push_back(short_form(action));
  return row;
}

// All rows of one probe, in the order of states.
std::vector<TransitionRow> ask_everywhere(SubjectKind kind, const Probe& probe) {
  std::vector<TransitionRow> rows;
  std::vector<std::string> all{""};
  all.insert(all.end(), states(kind).begin(), states(kind).end());
  for (const auto& state : all) {
    if (!probe.state.empty() && probe.state != state) continue;
    const auto& known = allowed_events(kind, state);
    if (std::find(known.begin(), known.end(), probe.event) == known.end()) continue;
    rows.push_back(ask(kind, state, probe));
  }
  return rows;
}

bool is_in_state(const TransitionRow& row) {
  return row.refusal.empty() && row.state == row.target;
}

// One row stands for those that many states have alike.
void collapse(std::vector<TransitionRow>& rows) {
  const auto in_state = std::count_if(rows.begin(), rows.end(), is_in_state);
  if (static_cast<std::size_t>(in_state) >= kManyStates) {
    TransitionRow common = *std::find_if(rows.begin(), rows.end(), is_in_state);
    common.state = common.target = "*";
    std::erase_if(rows, is_in_state);
    rows.push_back(std::move(common));
  }
  const bool all_refused = rows.size() > 1 && std::all_of(rows.begin(), rows.end(), [&](auto& row) {
                             return !row.refusal.empty() && row.refusal == rows.front().refusal;
                           });
  if (!all_refused) return;
  rows.front().state = "*";
  rows.resize(1);
}

}  // namespace

std::string short_form(const Action& action) {
  return std::visit(
      Overloaded{
          [](const ArmDeadline& a) {
            return "arm " + a.rule + (a.supersede ? " anew" : "") +
                   (a.fixed_date ? " until " + format_date(*a.fixed_date) : "") +
                   (a.anchor == probe_instant() ? "" : " from " + format_instant(a.anchor));
          },
          [](const DropDeadline& a) {
            return (a.stop == DeadlineStop::kMet ? "met " : "moot ") + a.rule;
          },
          [](const ExtendDeadline& a) {
            return "extend " + a.rule + " until " + format_date(a.until);
          },
          [](const OpenTask& a) { return "open " + a.kind + " for " + a.role; },
          [](const CloseTask& a) { return "close " + a.kind; },
          [](const Notify& a) { return "tell " + a.notice + " to " + joined(a.audiences, ", "); },
          [](const EnterList& a) { return "enter list " + a.list; },
          [](const LeaveList& a) { return "leave list " + a.list; },
          [](const CreateReferrals& a) { return "push to " + joined(a.banks, ", "); },
          [](const CancelUndecidedReferrals& a) {
            return "post " + a.event +
                   (a.also_declined ? " to undecided and declined" : " to undecided");
          },
          [](const TellCase& a) { return std::string("tell the case: ") + fact_name(a.fact); },
          [](const OpenLinkedCase&) { return std::string("open a linked case"); },
          [](const StartSteps& a) { return "start steps of " + a.stage; },
          [](const Reroute& a) { return "reroute to " + a.county + a.township; },
          [](const HandOver& a) { return "hand over to " + a.county; },
          [](const LinkIdentity& a) { return "link " + a.uscc; },
          [](const ChangeDefinition&) { return std::string("change the definition"); },
          [](const AssignOrganisation& a) { return "assign to " + a.organisation; },
          [](const AssignBranch& a) { return "assign to branch " + a.branch; }},
      action);
}

std::vector<TransitionRow> transition_rows(SubjectKind kind) {
  std::vector<TransitionRow> all;
  for (const auto& probe : probes(kind)) {
    auto rows = ask_everywhere(kind, probe);
    collapse(rows);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  std::vector<std::string> order{""};
  order.insert(order.end(), states(kind).begin(), states(kind).end());
  const auto place = [&](const TransitionRow& row) {  // "*" comes last
    return std::find(order.begin(), order.end(), row.state) - order.begin();
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return all;
}

std::string transition_table(SubjectKind kind) {
  std::string text;
  for (const auto& row : transition_rows(kind)) {
    text += (row.state.empty() ? "-" : row.state) + " | " + row.event;
    if (!row.variant.empty()) text += " (" + row.variant + ")";
    text += " | " + (row.refusal.empty() ? row.target : "refused: " + row.refusal);
    text += " | " + joined(row.actions, "; ") + "\n";
  }
  return text;
}

}  // namespace qianqiao
