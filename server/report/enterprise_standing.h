// What had become of one enterprise at a moment, folded from the facts of its signed cases: in all,
// in one county or before one bank.
#pragma once

#include "server/ports/figures.h"

namespace qianqiao {

class EnterpriseStanding {
 public:
  explicit EnterpriseStanding(Instant as_of) : as_of_(as_of), day_(local_date(as_of)) {}

  // A case with one of its referrals; each case's come one after the other.
  void take(const SignedCase& row);
  bool is_in(Figure figure) const;
  const FigureItem& item() const { return item_; }

 private:
  struct Outcome {  // of one case
    bool removed = false, withdrawn = false;
    int referrals = 0, contacted = 0, granted = 0, declined = 0, unmet = 0, overdue = 0,
        undecided = 0, cancelled = 0, drawn = 0, not_needed = 0;
    bool is_decided() const { return granted + declined > 0; }
  };
  bool by_then(const std::optional<Date>& day) const { return day && *day <= day_; }
  void take_referral(Outcome& outcome, const SignedCase& row);
  Outcome standing() const;  // of the cases that stand, together

  const Instant as_of_;
  const Date day_;
  std::vector<Outcome> outcomes_;
  FigureItem item_;
};

}  // namespace qianqiao
