// One transaction of the engine: executes commands one after the other, decides all that follows
// from each before writing anything of it, then carries the actions out.
//
// Internal to the engine's thread; lives as long as its Writer.
#pragma once

#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/authority.h"
#include "server/engine/calendar_change.h"
#include "server/engine/command.h"
#include "server/engine/deadline_keeper.h"
#include "server/engine/decision_round.h"
#include "server/engine/directory.h"
#include "server/engine/hook_table.h"
#include "server/engine/messenger.h"
#include "server/engine/rule_book.h"

namespace qianqiao {

class Transaction {
 public:
  Transaction(Writer& writer, const RuleBook& rules, const Directory& directory,
              const HookTable& hooks, Random& random, Instant now)
      : writer_(writer),
        rules_(rules),
        directory_(directory),
        hooks_(hooks),
        random_(random),
        now_(now),
        messenger_(writer, rules, directory, hooks, random, now),
        deadlines_(writer, rules, messenger_, now) {}

  Outcome execute(const Command& command);
  // Decides and carries out one event of the engine's own; no receipt, no authority asked.
  Result<void> post_by_system(const SubjectRow& subject, bool is_new, std::string_view event,
                              const nlohmann::json& data, const PersonId& actor);
  // Rungs that are due, earliest first. Returns how many were claimed.
  int claim_due_rungs(int limit);
  // Writes the moved deadlines, each with its reason in its subject's history.
  Result<void> reproject(const std::vector<DeadlineMove>& moves, const Reprojection& why);
  // Subjects that were written, as they stand; one that was written twice stands twice.
  const std::vector<SubjectRow>& changed() const { return changed_; }

 private:
  Accepted accepted(const SubjectRow& subject, std::int64_t sequence, bool replayed);
  std::optional<Outcome> answered_before(const Command& command, const Author& author);
  Result<Authorisation> check_authority(const Command& command, const EventEntry& entry,
                                        Concern concern);
  Result<SubjectRow> subject_of(const Command& command);
  Result<SubjectRow> open_subject(const Command& command);
  Result<SubjectRow> open_case(const Command& command);
  Result<SubjectRow> open_slip(const Command& command);
  void write_rows(const std::deque<Step>& steps);
  Result<void> carry_out(const std::deque<Step>& steps);
  Result<void> carry_out(const Step& step, const Action& action);
  void change_definition(const Step& step);
  void end_wait(const DeadlineRow& deadline, const SubjectRow& subject);
  void link_identity(const SubjectRow& subject, const LinkIdentity& action);
  void reroute(const SubjectRow& subject);
  void hand_over(const SubjectRow& subject, const HandOver& action);
  void move_enterprise(EnterpriseRow row, const std::string& county,
                       const OrganisationId& township);

  Writer& writer_;
  const RuleBook& rules_;
  const Directory& directory_;
  const HookTable& hooks_;
  Random& random_;
  const Instant now_;
  Messenger messenger_;
  DeadlineKeeper deadlines_;
  std::vector<SubjectRow> changed_;
};

}  // namespace qianqiao
