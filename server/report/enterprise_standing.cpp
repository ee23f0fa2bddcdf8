#include "server/report/enterprise_standing.h"

#include <algorithm>

namespace qianqiao {
namespace {

void keep_first(std::optional<Date>& first, const std::optional<Date>& day) {
  if (day && (!first || *day < *first)) first = day;
}

}  // namespace

void EnterpriseStanding::take(const SignedCase& row) {
  const CaseFactRow& of_case = row.of_case;
  if (item_.cases.empty() || item_.cases.back() != of_case.case_id) {
    item_.enterprise = of_case.enterprise;
    item_.county = of_case.county;
    item_.cases.push_back(of_case.case_id);
    outcomes_.push_back({});
    outcomes_.back().removed = by_then(of_case.removed_on);
    outcomes_.back().withdrawn = by_then(of_case.withdrawn_on);
    keep_first(item_.signed_on, of_case.signed_on);
  }
  if (!row.referral.referral.empty()) take_referral(outcomes_.back(), row);
}

void EnterpriseStanding::take_referral(Outcome& outcome, const SignedCase& row) {
  const ReferralFactRow& fact = row.referral;
  if (!by_then(fact.pushed_on)) return;
  ++outcome.referrals;
  if (by_then(fact.contacted_on)) {
    ++outcome.contacted;
    keep_first(item_.contacted_on, fact.contacted_on);
  }
  if (by_then(fact.granted_on)) {
    ++outcome.granted;
    keep_first(item_.granted_on, fact.granted_on);
    if (by_then(fact.drawn_on)) {
      ++outcome.drawn;
      keep_first(item_.drawn_on, fact.drawn_on);
    } else if (by_then(fact.not_needed_on)) {
      ++outcome.not_needed;
    }
  } else if (by_then(fact.declined_on)) {
    ++outcome.declined;
    if (by_then(fact.unmet_on)) ++outcome.unmet;
    keep_first(item_.declined_on, fact.declined_on);
  } else if (by_then(fact.cancelled_on)) {
    ++outcome.cancelled;
  } else if (row.decision_due_ms &&
             from_milliseconds(*row.decision_due_ms) + std::chrono::seconds(1) <= as_of_) {
    ++outcome.overdue;
  } else {
    ++outcome.undecided;
  }
}

// What was removed counts no more. What was withdrawn does where a bank had decided before: a
// decline stays one.
EnterpriseStanding::Outcome EnterpriseStanding::standing() const {
  Outcome all;
  bool stands = false;
  for (const Outcome& one : outcomes_) {
    if (one.removed || (one.withdrawn && !one.is_decided())) {
      all.removed = all.removed || one.removed;
      all.withdrawn = all.withdrawn || !one.removed;
      continue;
    }
    stands = true;
    all.referrals += one.referrals;
    all.contacted += one.contacted;
    all.granted += one.granted;
    all.declined += one.declined;
    all.unmet += one.unmet;
    all.overdue += one.overdue;
    all.undecided += one.undecided;
    all.cancelled += one.cancelled;
    all.drawn += one.drawn;
    all.not_needed += one.not_needed;
  }
  if (stands) all.removed = all.withdrawn = false;
  return all;
}

bool EnterpriseStanding::is_in(Figure figure) const {
  const Outcome all = standing();
  const bool apart = all.removed || all.withdrawn;
  if (figure == Figure::kRemoved) return all.removed;
  if (figure == Figure::kWithdrawn) return all.withdrawn && !all.removed;
  if (apart || outcomes_.empty()) return false;
  const bool granted = all.granted > 0;
  const bool overdue = !granted && all.overdue > 0;
  const bool declined = !granted && all.declined > 0;
  const bool unmet = declined && !overdue && all.unmet == all.declined;
  const bool without_outcome = !granted && !declined && !overdue;
  switch (figure) {
    case Figure::kSigned:
      return true;
    case Figure::kContacted:
      return all.contacted > 0;
    case Figure::kGranted:
      return granted;
    case Figure::kEligible:
      return granted || overdue || (declined && !unmet);
    case Figure::kDrawn:
      return all.drawn > 0;
    case Figure::kDrawable:
      return granted && all.not_needed < all.granted;
    case Figure::kPending:
      return without_outcome && (all.undecided > 0 || all.referrals == 0);
    case Figure::kDeclined:
      return declined;
    case Figure::kOverdue:
      return overdue;
    case Figure::kUnmet:
      return unmet;
    case Figure::kCancelled:
      return without_outcome && all.undecided == 0 && all.referrals > 0;
    case Figure::kRemoved:
    case Figure::kWithdrawn:
      break;
  }
  return false;
}

}  // namespace qianqiao
