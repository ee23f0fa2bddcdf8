#include "server/engine/decision_round.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/condition_facts.h"
#include "server/engine/deadline_extension.h"
#include "server/engine/history_chain.h"
#include "server/engine/reception.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {
namespace {

using nlohmann::json;

// What an action changes in the subject's own row.
void apply_to_row(SubjectRow& subject, const Action& action) {
  if (const auto* reroute = std::get_if<Reroute>(&action)) {
    const bool moves = !reroute->county.empty() && reroute->county != subject.county;
    if (moves) subject.county = reroute->county;
    // A township of the county that it left is not where it is now.
    if (moves || !reroute->township.empty()) subject.township = reroute->township;
  }
  if (const auto* assign = std::get_if<AssignOrganisation>(&action))
    subject.organisation = assign->organisation;
  if (const auto* assign = std::get_if<AssignBranch>(&action)) subject.branch = assign->branch;
}

bool changes_definition(const std::vector<Action>& actions) {
  return std::any_of(actions.begin(), actions.end(), [](const Action& action) {
    return std::holds_alternative<ChangeDefinition>(action);
  });
}

// Those that are ready now and were not before; none where no step begins by more than a task.
std::vector<std::string> begun_steps(const Configuration& before, const Definition& then,
                                     const SubjectRow& subject, const RuleBook& rules) {
  const Definition& now = rules.definition(subject.workflow_version);
  if (subject.kind != SubjectKind::kCase || !now.has_conditional_steps()) return {};
  std::vector<std::string> begun = ready_steps(subject.configuration, now.chart_rules());
  if (before.state != subject.configuration.state) return begun;
  const auto ready = ready_steps(before, then.chart_rules());
  std::erase_if(begun, [&](const std::string& step) {
    return std::find(ready.begin(), ready.end(), step) != ready.end();
  });
  return begun;
}

}  // namespace

Author the_system() { return {kSystemPerson, {}, 0, {}, {}}; }

DecisionRound::DecisionRound(Writer& writer, const RuleBook& rules, Random& random, Instant now)
    : writer_(writer), rules_(rules), random_(random), now_(now) {}

Result<void> DecisionRound::post(SubjectRow subject, bool is_new, std::string_view event,
                                 const json& data, const Author& author) {
  return post(std::move(subject), is_new, event, data, data.dump(), author);
}

Result<void> DecisionRound::post(SubjectRow subject, bool is_new, std::string_view event,
                                 const json& data, std::string data_text, const Author& author) {
  const EventEntry* entry = EventCatalogue::shipped().find(subject.kind, event);
  if (entry == nullptr) return fail("event.unknown", {{"event", std::string(event)}});
  const Definition& definition = rules_.definition(subject.workflow_version);
  const PersonId& principal = author.acting_for.empty() ? author.actor : author.acting_for;
  const Occurrence occurrence{event, data, author.actor, principal, now_};
  const Definition& current = rules_.current(subject.county);  // a stage entered now goes by it
  auto decision = decide(subject.kind, subject.configuration, occurrence, definition.chart_rules(),
                         current.chart_rules());
  if (!decision) return fail(std::move(decision.error()));
  const Configuration before = subject.configuration;

  Step step;
  step.is_new = is_new;
  step.state_before = subject.configuration.state;
  step.actions = std::move(decision->actions);
  subject.configuration = std::move(decision->after);
  for (const Action& action : step.actions) {
    apply_to_row(subject, action);
    if (std::holds_alternative<Reroute>(action))
      if (auto adopted = adopt_enterprise(subject); !adopted) return adopted;
  }
  const bool entered_stage = subject.configuration.state != step.state_before;
  // A case keeps the version of the stage it is in; the next stage takes the current one, and so
  // does a case that is moved on purpose.
  if (entered_stage || changes_definition(step.actions))
    subject.workflow_version = current.version();
  const auto begun = begun_steps(before, definition, subject, rules_);
  ++subject.version;
  if (auto marked = mark_closed(subject); !marked) return marked;

  HistoryRow& row = step.history;
  row.subject = subject.id;
  row.sequence = subject.version;
  row.instant_ms = to_milliseconds(now_);
  row.event = std::string(event);
  row.data = std::move(data_text);
  row.actor = author.actor;
  row.acting_for = author.acting_for;
  row.mandate = author.mandate;
  row.clause = entry->clause;
  row.workflow_version = definition.version();
  row.calendar_version = rules_.calendar().version();
  row.receipt_key = author.receipt_key;
  row.request_digest = author.request_digest;
  row.plugin_digest = author.plugin_digest;
  row.digest = subject.head = chain_digest(subject.head, row);

  step.subject = std::move(subject);
  steps_.push_back(std::move(step));
  const SubjectId id = steps_.back().subject.id;
  if (auto followed = follow(steps_.back(), data, author); !followed) return followed;
  return begin_steps(id, begun);
}

Result<void> DecisionRound::begin_steps(const SubjectId& id,
                                        const std::vector<std::string>& steps) {
  if (steps.empty()) return {};
  const auto subject = current(id);
  if (!subject) return fail("subject.not_found", {{"subject", id}});
  std::vector<const HistoryRow*> undecided;
  for (const Step& step : steps_)
    if (step.subject.id == id) undecided.push_back(&step.history);
  const json facts = condition_facts(writer_, *subject, undecided);
  for (const StepRule& step : rules_.definition(subject->workflow_version).steps()) {
    if (std::find(steps.begin(), steps.end(), step.id) == steps.end()) continue;
    // What cannot be decided is asked of people: missing data never passes.
    const bool is_needed = !step.when || evaluate(*step.when, facts) != Truth::kFalse;
    Result<void> done;
    if (!is_needed)
      done = complete_by_itself(id, step, "not_needed");
    else if (step.kind == StepKind::kNotice)
      done = complete_by_itself(id, step, "passed");
    if (!done) return done;
  }
  return {};
}

Result<void> DecisionRound::complete_by_itself(const SubjectId& id, const StepRule& step,
                                               const char* outcome) {
  const auto subject = current(id);
  const std::size_t number = steps_.size();
  const json data = {{"step", step.id}, {"outcome", outcome}};
  if (auto posted = post(*subject, false, "StepCompleted", data, the_system()); !posted)
    return posted;
  if (step.kind == StepKind::kNotice && std::string_view(outcome) == "passed")
    steps_[number].actions.push_back(Notify{"step." + step.id, step.audiences});
  return {};
}

Result<void> DecisionRound::follow(const Step& step, const json& data, const Author& author) {
  const SubjectRow& subject = step.subject;
  for (const Action& action : step.actions) {
    Result<void> done;
    if (const auto* create = std::get_if<CreateReferrals>(&action))
      done = create_referrals(subject, *create, data);
    else if (const auto* cancel = std::get_if<CancelUndecidedReferrals>(&action))
      done = cancel_undecided(subject, *cancel);
    else if (const auto* tell = std::get_if<TellCase>(&action))
      done = tell_case(subject, *tell);
    else if (std::holds_alternative<OpenLinkedCase>(action))
      done = open_linked_case(subject, step.history.event, data, author);
    else if (const auto* hand = std::get_if<HandOver>(&action))
      done = hand_over(step, *hand, author);
    else if (const auto* link = std::get_if<LinkIdentity>(&action))
      done = check_identity(subject, *link);
    else if (const auto* extend = std::get_if<ExtendDeadline>(&action))
      done = check_extension(subject, *extend);
    if (!done) return done;
  }
  return {};
}

// The city office decided: the case is of the enterprise itself from now on, no longer of what was
// said of it at the window.
Result<void> DecisionRound::adopt_enterprise(SubjectRow& subject) {
  const auto received = writer_.enterprise(subject.enterprise);
  if (!received || !is_reception(*received)) return {};
  const EnterpriseRow itself = received_for(writer_, *received);
  if (itself.id == received->id) return {};
  if (const auto open = writer_.open_case_of(itself.id)) return already_open(*open, open->county);
  subject.enterprise = itself.id;
  return {};
}

// One open case per enterprise: a closed one that was followed by another is removed from the list
// without being opened again, and cannot come back beside the other.
Result<void> DecisionRound::mark_closed(SubjectRow& subject) {
  const auto before = subject.closed_ms;
  subject.closed_ms =
      closed_after(subject.kind, subject.configuration.state, before, to_milliseconds(now_));
  const bool reopened = before && !subject.closed_ms;
  if (reopened && subject.kind == SubjectKind::kCase) {
    const auto open = writer_.open_case_of(subject.enterprise);
    if (open && open->id != subject.id) return already_open(*open, subject.county);
  }
  return {};
}

// A code belongs to one enterprise: a second one with it is a duplicate to be closed, not linked.
Result<void> DecisionRound::check_identity(const SubjectRow& subject, const LinkIdentity& action) {
  const auto holder = writer_.enterprise_by_uscc(action.uscc);
  if (!holder || holder->id == subject.enterprise) return {};
  if (holder->county != subject.county)
    return fail("enterprise.code_elsewhere", {{"uscc", action.uscc}});
  return fail("enterprise.code_taken", {{"uscc", action.uscc}, {"enterprise", holder->id}});
}

// Here, before anything is written: a refusal must leave no trace.
Result<void> DecisionRound::check_extension(const SubjectRow& subject,
                                            const ExtendDeadline& action) {
  return may_extend(writer_.deadlines_of(subject.id), rules_, action, now_);
}

std::optional<SubjectRow> DecisionRound::current(const SubjectId& id) {
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step)
    if (step->subject.id == id) return step->subject;
  return writer_.subject(id);
}

tl::unexpected<Error> already_open(const SubjectRow& open, const std::string& county) {
  if (open.county != county) return fail("case.open_elsewhere");
  return fail("case.already_open", {{"subject", open.id}});
}

SubjectId make_numbered_id(Writer& writer, const std::string& county, char letter) {
  std::string number = std::to_string(writer.next_number(county, letter));
  constexpr std::size_t kDigits = 6;
  if (number.size() < kDigits) number.insert(0, kDigits - number.size(), '0');
  return county + letter + number;
}

std::optional<std::int64_t> closed_after(SubjectKind kind, std::string_view state,
                                         std::optional<std::int64_t> before, std::int64_t now_ms) {
  if (is_closed(kind, state)) return before ? before : now_ms;
  return state == "Removed" ? before : std::nullopt;
}

// Excluded and Removed cases can come back as the same case; a closed one only as a linked one.
bool is_closed(SubjectKind kind, std::string_view state) {
  return kind == SubjectKind::kCase ? state == "Closed" : is_final(kind, state);
}

}  // namespace qianqiao
