// What the three charts (case, referral, slip) have in common, seen from outside. A chart only
// decides: configuration + occurrence in, new configuration + actions out. It does no I/O, reads
// no clock and knows no other subject, so that history replays through it exactly. The engine
// carries the actions out in the same transaction. All functions are pure and thread-safe.
//
// Boost.Statechart is seen in this folder's sources only.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/instant.h"
#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

// Where a subject stands: what is stored and restored.
struct Configuration {
  std::string state;           // leaf state, "Review.Preliminary"; empty before the first event
  std::string context = "{}";  // what guards remember: a small JSON object, keys sorted
  bool operator==(const Configuration&) const = default;
};

// An event with all that a guard may look at. `data` fits the event's schema in events.yaml.
struct Occurrence {
  std::string_view event;
  const nlohmann::json& data;
  PersonId actor;
  PersonId principal;  // for whom; the actor itself without a mandate
  Instant instant;
};

// What the county's definition adds to the guards.
struct ChartRules {
  int visit_attempt_limit = 3;
  int visit_overlap_days = 30;  // another team's visit within these days is warned
  int intended_bank_least = 1;  // (四) 明确1-2家意向对接银行
  int intended_bank_limit = 2;
  int working_capital_months_usual = 36;       // (八) beyond, the reason is asked
  int working_capital_months_most = 60;        // (八) beyond, it is listed
  int guarantee_fee_bps_most = 100;            // (九) likewise
  std::set<std::string> required_information;  // kinds of (五) that must be present or waived
  // list name → codes; see reason_lists(). An empty list takes any code.
  std::map<std::string, std::set<std::string>> reasons;
  // stage ("Review.Preliminary") → ids of the county's steps that must be completed to leave it
  std::map<std::string, std::set<std::string>> steps;
  // step → those of its stage that come first; the others run side by side
  std::map<std::string, std::set<std::string>> steps_before;
  std::map<std::string, int> quorums;  // step → how many different people pass it; else one
  std::set<std::string> waits;         // steps that only time completes
};

// The clock of a step that waits.
std::string wait_hook(std::string_view step);
// The one rung of it: the wait is over.
inline constexpr char kWaitOver[] = "over";

// ---- Actions: what the engine shall do, in this order, in the same transaction.

// Arms the clock of `rule` on this subject. A service rule that the definition lacks is passed
// over; a statutory one that cannot be armed fails the event. One running deadline per rule and
// subject: where one runs, `supersede` voids it, links it and inherits its rungs.
struct ArmDeadline {
  std::string rule;
  Instant anchor;
  bool supersede = false;
  std::optional<Date> fixed_date = std::nullopt;  // of a rule whose date the event brings: a round
  bool operator==(const ArmDeadline&) const = default;
};
enum class DeadlineStop { kMet, kMoot };
struct DropDeadline {  // no such clock running: nothing happens
  std::string rule;
  DeadlineStop stop;
  Instant stopped_at;  // judged against the due instant; an act before its midnight is in time
  bool operator==(const DropDeadline&) const = default;
};
// The running service deadline of `rule` lasts until the end of this day: the old one is kept,
// linked and void. A refusal of the engine (statutory, expired, beyond its bound) refuses the
// event.
struct ExtendDeadline {
  std::string rule;
  Date until;
  bool operator==(const ExtendDeadline&) const = default;
};
// One open task per kind and subject. `role` is whose turn it is.
struct OpenTask {
  std::string kind;  // "review-preliminary", "guidance", "removal", …
  std::string role;
  bool operator==(const OpenTask&) const = default;
};
struct CloseTask {  // none open: nothing happens
  std::string kind;
  bool operator==(const CloseTask&) const = default;
};
// Tell people. `notice` names a text of the definition; audiences as in ladders.
struct Notify {
  std::string notice;
  std::vector<std::string> audiences;
  bool operator==(const Notify&) const = default;
};
struct EnterList {
  std::string list;  // see list_names()
  bool operator==(const EnterList&) const = default;
};
struct LeaveList {
  std::string list;
  bool operator==(const LeaveList&) const = default;
};
// One new referral per bank, each created by the event Pushed; a case only.
struct CreateReferrals {
  std::vector<OrganisationId> banks;
  bool operator==(const CreateReferrals&) const = default;
};
// To this case's referrals that are neither decided nor cancelled: post `event` with {reason}.
struct CancelUndecidedReferrals {
  std::string event;  // "CaseWithdrawn", "CaseRemoved"
  std::string reason;
  // Also to those in Declined: after a removal nobody owes feedback any more, process.md §4.
  bool also_declined = false;
  bool operator==(const CancelUndecidedReferrals&) const = default;
};
// A referral tells its case what happened to it; the engine adds how the case's other referrals
// stand and posts ReferralConcluded, FeedbackCompleted or DrawdownConcluded to the case.
struct TellCase {
  enum class Fact { kGranted, kDeclined, kCancelled, kFeedbackGiven, kDrawingConcluded };
  Fact fact;
  bool operator==(const TellCase&) const = default;
};
// The enterprise comes back: the engine opens a new case, linked to this closed one, with the
// same event and data.
struct OpenLinkedCase {
  bool operator==(const OpenLinkedCase&) const = default;
};
// Start the county's steps of this stage (tasks for form, approval and department report).
struct StartSteps {
  std::string stage;
  bool operator==(const StartSteps&) const = default;
};

// The case belongs to another county or township from now on: tasks and future rungs go there.
// Clocks, lists and the subject's id stay as they are. An empty field stays as it is.
struct Reroute {
  std::string county;
  std::string township;
  bool operator==(const Reroute&) const = default;
};
// The enterprise goes on in another county: the engine posts there what this one received, or lists
// it on that county's roster.
struct HandOver {
  std::string county;
  bool operator==(const HandOver&) const = default;
};
// The enterprise has a code now: linked, never re-keyed. An overridden check says why.
struct LinkIdentity {
  std::string uscc;
  std::string override_reason;  // empty: the code is valid by itself
  bool operator==(const LinkIdentity&) const = default;
};
// The subject goes by another version of the definition from now on: its service clocks keep their
// anchors, so that what has passed of them counts; statutory ones stay as they are.
struct ChangeDefinition {
  bool operator==(const ChangeDefinition&) const = default;
};
struct AssignOrganisation {  // of a slip: the department in charge
  OrganisationId organisation;
  bool operator==(const AssignOrganisation&) const = default;
};
struct AssignBranch {  // of a referral: the bank's branch in charge
  OrganisationId branch;
  bool operator==(const AssignBranch&) const = default;
};

using Action = std::variant<ArmDeadline, DropDeadline, ExtendDeadline, OpenTask, CloseTask, Notify,
                            EnterList, LeaveList, CreateReferrals, CancelUndecidedReferrals,
                            TellCase, OpenLinkedCase, StartSteps, Reroute, HandOver, LinkIdentity,
                            ChangeDefinition, AssignOrganisation, AssignBranch>;

struct Decision {
  Configuration after;
  std::vector<Action> actions;
};

// Errors: event.not_allowed_here (with allowed_events), event.unknown, the guards' own codes
// (guard.*), and chart.unreadable where the stored configuration is not one of this chart's. A
// refusal changes nothing.
// `entered` are the rules of the version that a stage entered by this event will go by: its steps
// are those that start. Guards go by `rules`, those of the stage that is left.
Result<Decision> decide(SubjectKind kind, const Configuration& before, const Occurrence& occurrence,
                        const ChartRules& rules, const ChartRules& entered);
Result<Decision> decide(SubjectKind kind, const Configuration& before, const Occurrence& occurrence,
                        const ChartRules& rules);

// Events that the state knows: those it takes and those that only a guard may refuse.
const std::vector<std::string>& allowed_events(SubjectKind kind, std::string_view state);

// Every event of the chart, in the order of the process.
const std::vector<std::string>& events(SubjectKind kind);
// Every leaf state of the chart, in the order of the process.
const std::vector<std::string>& states(SubjectKind kind);
// Nothing more happens by itself, no task is open: Closed, Excluded, Removed, Cancelled, …
bool is_final(SubjectKind kind, std::string_view state);
// What a state is called; of an unknown one its own name.
Text state_title(SubjectKind kind, std::string_view state);

// The departments that a slip's parts lie with, of one part where it is named; in their order.
std::vector<OrganisationId> slip_departments(const Configuration& slip, std::string_view part = {});

// The visiting round whose clock runs on this case; empty: none.
std::string visiting_round(const Configuration& of_case);
// The county's steps of the stage that a case is in which are not completed yet, sorted.
std::vector<std::string> open_steps(const Configuration& case_configuration,
                                    const ChartRules& rules);
// Of those the ones whose turn it is: what comes before them is completed.
std::vector<std::string> ready_steps(const Configuration& case_configuration,
                                     const ChartRules& rules);

// ---- The names that charts use, for definitions to answer to. Sorted.
const std::vector<std::string>& notice_names();                 // of Notify
const std::vector<std::string>& clock_hooks(SubjectKind kind);  // of ArmDeadline, by its subject
const std::vector<std::string>& task_kinds(SubjectKind kind);   // of OpenTask
const std::vector<std::string>& list_names();                   // of EnterList
const std::vector<std::string>& reason_lists();                 // keys of ChartRules::reasons
std::string_view reason_list_of(std::string_view event);  // that its reason is of; empty: any words
const std::vector<std::string>& information_kinds();      // (五); ChartRules::required_information

}  // namespace qianqiao
