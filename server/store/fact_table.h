// Dated facts of signed cases and referrals, on one connection.
#pragma once

#include <functional>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class FactTable {
 public:
  explicit FactTable(Connection& connection);

  std::optional<CaseFactRow> of_case(const SubjectId& case_id);
  std::optional<std::int64_t> amount_of(const SubjectId& case_id);
  std::optional<ReferralFactRow> of_referral(const SubjectId& case_id, const SubjectId& referral);
  void each_signed(const SignedFilter& filter, const std::function<bool(const SignedCase&)>& visit);

  void put(const CaseFactRow& row);
  void put_amount(const SubjectId& case_id, std::int64_t fen);
  void put(const ReferralFactRow& row);

 private:
  Statement find_case_, find_referral_, put_case_, put_referral_, signed_, signed_of_county_,
      amount_, put_amount_;
};

}  // namespace qianqiao
