// All decisions that follow from one command, taken before anything is written: what a referral
// tells its case, what a case does to its referrals. If one of them is refused, all are.
#pragma once

#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/engine/rule_book.h"
#include "server/ports/store.h"
#include "workflows/base/random.h"
#include "workflows/charts/chart.h"

namespace qianqiao {

// Who does it, and by which request.
struct Author {
  PersonId actor;
  PersonId acting_for;  // empty: for itself
  std::int64_t mandate = 0;
  std::string receipt_key;
  std::string request_digest;
  std::string plugin_digest = {};
};

Author the_system();  // of what follows from another's event

// One event on one subject, decided.
struct Step {
  SubjectRow subject;  // as it stands after the event
  bool is_new = false;
  std::string state_before;
  HistoryRow history;
  std::vector<Action> actions;
};

class DecisionRound {
 public:
  DecisionRound(Writer& writer, const RuleBook& rules, Random& random, Instant now);

  // Decides the event and all that follows from it. `subject` is as stored, or new.
  Result<void> post(SubjectRow subject, bool is_new, std::string_view event,
                    const nlohmann::json& data, const Author& author);
  // The same for whoever has data.dump() already.
  Result<void> post(SubjectRow subject, bool is_new, std::string_view event,
                    const nlohmann::json& data, std::string data_text, const Author& author);

  const std::deque<Step>& steps() const { return steps_; }

 private:
  Result<void> follow(const Step& step, const nlohmann::json& data, const Author& author);
  // The county's steps whose turn came by the last decision: those that nobody needs to do, by
  // their condition, are passed over, notices are sent.
  Result<void> begin_steps(const SubjectId& id, const std::vector<std::string>& steps);
  Result<void> complete_by_itself(const SubjectId& id, const StepRule& step, const char* outcome);
  Result<void> create_referrals(const SubjectRow& subject, const CreateReferrals& action,
                                const nlohmann::json& push);
  Result<void> cancel_undecided(const SubjectRow& subject, const CancelUndecidedReferrals& action);
  Result<void> tell_case(const SubjectRow& referral, const TellCase& action);
  Result<void> open_linked_case(const SubjectRow& closed, std::string_view event,
                                const nlohmann::json& data, const Author& author);
  Result<void> hand_over(const Step& step, const HandOver& action, const Author& author);
  std::pair<std::string, nlohmann::json> reception_event(const SubjectRow& received);
  std::pair<std::string, nlohmann::json> listing_event(const std::string& county);
  Result<void> adopt_enterprise(SubjectRow& subject);
  SubjectRow new_case(const std::string& county, const EnterpriseId& enterprise);
  Result<void> mark_closed(SubjectRow& subject);
  Result<void> check_identity(const SubjectRow& subject, const LinkIdentity& action);
  Result<void> check_extension(const SubjectRow& subject, const ExtendDeadline& action);
  // Referrals of the case as they stand within this round.
  std::vector<SubjectRow> referrals_of(const SubjectId& case_id);
  std::optional<SubjectRow> current(const SubjectId& id);

  Writer& writer_;  // reads and numbers only
  const RuleBook& rules_;
  Random& random_;
  const Instant now_;
  std::deque<Step> steps_;  // those decided stay where they are while others follow
};

// The enterprise has an open case. Which one is said to that case's own county only.
tl::unexpected<Error> already_open(const SubjectRow& open, const std::string& county);

// "411502C000123": the county's next number of this kind.
SubjectId make_numbered_id(Writer& writer, const std::string& county, char letter);

// Since when a subject is closed that an event has left in `state`; `before`: until then. None:
// open.
std::optional<std::int64_t> closed_after(SubjectKind kind, std::string_view state,
                                         std::optional<std::int64_t> before, std::int64_t now_ms);

// Nothing more can happen to it; of a case: the enterprise may have another.
bool is_closed(SubjectKind kind, std::string_view state);

}  // namespace qianqiao
