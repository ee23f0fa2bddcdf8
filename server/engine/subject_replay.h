// One subject's history, folded through its chart: what ought to be stored about it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/engine/rule_book.h"
#include "server/ports/store.h"
#include "workflows/base/text.h"
#include "workflows/charts/chart.h"

namespace qianqiao {

struct Difference;

struct ExpectedDeadline {
  std::string rule;
  std::string rule_version;
  std::int64_t anchor_ms = 0;
  std::int64_t armed_sequence = 0;
  std::int64_t armed_ms = 0;
  Budget budget;
  DeadlineState state = DeadlineState::kRunning;
  std::int64_t stopped_ms = 0;        // as judged
  std::int64_t stop_recorded_ms = 0;  // when it was written down
};

class SubjectReplay {
 public:
  SubjectReplay(const RuleBook& rules, const SubjectRow& subject);

  // Takes the subject's rows in their stored order; `next_version` is the workflow version that
  // the subject had after this row.
  void take(const HistoryRow& row, const std::string& next_version);
  void finish();

  const Configuration& configuration() const { return configuration_; }
  const std::vector<ExpectedDeadline>& deadlines() const { return deadlines_; }
  const std::map<std::string, std::string>& tasks() const { return tasks_; }  // kind → role
  const std::set<std::string>& lists() const { return lists_; }  // entered and not left
  // Dated facts, of a case or of a referral.
  const CaseFactRow& case_fact() const { return case_fact_; }
  const ReferralFactRow& referral_fact() const { return referral_fact_; }
  const std::optional<std::int64_t>& amount() const { return amount_; }  // a case's, in fen
  const std::vector<Difference>& differences() const { return differences_; }
  std::int64_t rows() const { return rows_; }  // taken so far

 private:
  void check_chain(const HistoryRow& row);
  void replay(const HistoryRow& row, const std::string& next_version);
  void fold(const HistoryRow& row, const Action& action, const Definition& definition);
  void fold_arm(const HistoryRow& row, const ArmDeadline& action, const Definition& definition);
  void fold_extension(const HistoryRow& row, const ExtendDeadline& action);
  void check_extension(const HistoryRow& row, const ExpectedDeadline& running, Date until);
  void fold_arm_one(const HistoryRow& row, const DeadlineRule& rule, const ArmDeadline& action,
                    const Definition& definition);
  void fold_steps(const std::string& completed, const std::string& department,
                  const Definition& definition);
  void fold_migration(const HistoryRow& row, const Definition& before, const Definition& after);
  void fold_changed_clocks(const HistoryRow& row, const Definition& after);
  void fold_clocks_beside(const HistoryRow& row, const Definition& after);
  const Definition* find_definition(const HistoryRow& row, const std::string& version);
  void report(const char* kind, std::int64_t sequence, Text words);

  const RuleBook& rules_;
  const SubjectRow& subject_;
  Configuration configuration_;
  Digest head_{};
  std::int64_t sequence_ = 0, rows_ = 0;
  std::int64_t opened_ms_ = 0;
  std::optional<std::int64_t> closed_ms_;
  bool replayable_ = true;
  std::vector<ExpectedDeadline> deadlines_;
  std::map<std::int64_t, std::string> hook_of_;  // index of deadlines_ → hook
  std::map<std::string, std::string> tasks_;
  std::set<std::string> lists_;
  CaseFactRow case_fact_;
  ReferralFactRow referral_fact_;
  std::optional<std::int64_t> amount_;
  std::vector<Difference> differences_;
};

// All of the subject's history, taken. `subject` must outlive it. `taken` is told of each row, with
// what follows from it and those before.
SubjectReplay replayed(
    Reader& reader, const RuleBook& rules, const SubjectRow& subject,
    const std::function<void(const SubjectReplay&, const HistoryRow&)>& taken = {});

}  // namespace qianqiao
