// The transitions that store_bench measures: what is read, computed and written, for either side.
#pragma once

#include <fmt/format.h>

#include <string>

#include "server/ports/rows.h"
#include "workflows/base/digest.h"

namespace qianqiao {

inline constexpr int kCases = 100'000;
inline constexpr std::int64_t kStartMs = 1'741'000'000'000;

// How much a transition writes.
enum class Weight {
  kLight,  // the case moves on: subject and history
  kHeavy,  // and arms a deadline, and its task changes hands
};

inline std::string case_id(int number) { return fmt::format("411502C{:06}", number); }

inline SubjectRow new_case(int number) {
  SubjectRow row;
  row.id = case_id(number);
  row.county = "411502";
  row.township = "411502100";
  row.enterprise = fmt::format("411502E{:06}", number);
  row.configuration = {"Review.Preliminary",
                       R"({"approvers":["wang","li"],"banks":["icbc","abc"],"rounds":1})"};
  row.workflow_version = "xinyang-329@1";
  row.opened_ms = kStartMs;
  return row;
}

inline HistoryRow next_history(const SubjectRow& row, int salt) {
  HistoryRow history;
  history.subject = row.id;
  history.sequence = row.version + 1;
  history.instant_ms = kStartMs + salt;
  history.event = "ReviewApproved";
  history.data =
      R"({"authenticity":"材料真实","completeness":"齐全","findings":"合规","level":"preliminary"})";
  history.actor = "wang";
  history.clause = "（五）";
  history.workflow_version = "xinyang-329@1";
  history.calendar_version = "0123456789ab";
  history.digest = sm3(row.head, history.data);
  history.receipt_key = std::string(as_bytes(sm3(std::to_string(salt))).substr(0, 16));
  history.request_digest = history.receipt_key;
  return history;
}

// Two of three steps leave the stage, and so its index.
inline void move_on(SubjectRow& row, const HistoryRow& history) {
  std::string& state = row.configuration.state;
  state = state == "Review.BankReview"     ? "Review.LeaderReview"
          : state == "Review.LeaderReview" ? "Recommendation"
                                           : "Review.BankReview";
  row.version = history.sequence;
  row.head = history.digest;
}

inline std::string stage_of(const SubjectRow& row) {
  return row.configuration.state.substr(0, row.configuration.state.find('.'));
}

inline DeadlineRow new_deadline(const SubjectRow& row, int salt) {
  DeadlineRow deadline;
  deadline.subject = row.id;
  deadline.county = row.county;
  deadline.rule = "review-leader";
  deadline.hook = "BankReview";
  deadline.clause = "（五）";
  deadline.effect = Effect::kService;
  deadline.anchor_ms = kStartMs + salt;
  deadline.budget = {BudgetUnit::kWorkingDays, 3, {}};
  deadline.rule_version = "xinyang-329@1";
  deadline.calendar_version = "0123456789ab";
  deadline.due_nominal = "2025-03-21";
  deadline.due_ms = kStartMs + 86'400'000LL * (1 + salt % 30);
  deadline.armed_ms = kStartMs + salt;
  deadline.armed_sequence = row.version;
  deadline.next_rung = "ahead-1";
  deadline.next_rung_ms = deadline.due_ms - 50'000'000;
  return deadline;
}

inline TaskRow new_task(const SubjectRow& row) {
  const bool leader = row.configuration.state == "Review.LeaderReview";
  return {row.id,
          leader ? "review.leader" : "review.bank",
          leader ? "leader" : "bank_reviewer",
          row.county,
          "",
          kStartMs,
          ""};
}

inline std::string former_task(const SubjectRow& row) {
  return row.configuration.state == "Review.LeaderReview" ? "review.bank" : "review.leader";
}

}  // namespace qianqiao
