#include "server/store/fact_table.h"

#include "server/store/columns.h"
#include "server/store/fact_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void case_columns(Columns& c, Row& row) {
  c.text(row.case_id);
  c.text(row.enterprise);
  c.text(row.county);
  c.day(row.signed_on);
  c.day(row.pushed_on);
  c.day(row.removed_on);
  c.day(row.withdrawn_on);
}

template <class Columns, class Row>
void referral_columns(Columns& c, Row& row) {
  c.text(row.case_id);
  c.text(row.referral);
  c.text(row.bank);
  c.day(row.pushed_on);
  c.day(row.contacted_on);
  c.day(row.granted_on);
  c.day(row.declined_on);
  c.flag(row.only_unmet);
  c.day(row.unmet_on);
  c.day(row.drawn_on);
  c.day(row.not_needed_on);
  c.day(row.cancelled_on);
}

std::int64_t day_number(Date day) { return day.time_since_epoch().count(); }

}  // namespace

FactTable::FactTable(Connection& connection)
    : find_case_(connection, sql::kFindCaseFact),
      find_referral_(connection, sql::kFindReferralFact),
      put_case_(connection, sql::kPutCaseFact),
      put_referral_(connection, sql::kPutReferralFact),
      signed_(connection, sql::kSignedCases),
      signed_of_county_(connection, sql::kSignedCasesOf),
      amount_(connection, sql::kCaseAmount),
      put_amount_(connection, sql::kPutCaseAmount) {}

std::optional<std::int64_t> FactTable::amount_of(const SubjectId& case_id) {
  auto rows = amount_.text(case_id).query();
  return rows.next() ? std::optional(rows.integer()) : std::nullopt;
}

void FactTable::put_amount(const SubjectId& case_id, std::int64_t fen) {
  put_amount_.text(case_id).integer(fen).run();
}

std::optional<CaseFactRow> FactTable::of_case(const SubjectId& case_id) {
  auto rows = find_case_.text(case_id).query();
  if (!rows.next()) return std::nullopt;
  CaseFactRow row;
  Fetcher columns(rows);
  case_columns(columns, row);
  return row;
}

std::optional<ReferralFactRow> FactTable::of_referral(const SubjectId& case_id,
                                                      const SubjectId& referral) {
  auto rows = find_referral_.text(case_id).text(referral).query();
  if (!rows.next()) return std::nullopt;
  ReferralFactRow row;
  Fetcher columns(rows);
  referral_columns(columns, row);
  return row;
}

void FactTable::each_signed(const SignedFilter& filter,
                            const std::function<bool(const SignedCase&)>& visit) {
  Statement& statement = filter.county.empty() ? signed_ : signed_of_county_;
  statement.integer(day_number(local_date(filter.as_of)));
  if (!filter.county.empty()) statement.text(filter.county);
  statement.text(filter.after).integer(day_number(filter.from)).integer(day_number(filter.to));
  auto rows = statement.query();
  SignedCase one;
  while (rows.next()) {
    Fetcher columns(rows);
    case_columns(columns, one.of_case);
    referral_columns(columns, one.referral);
    columns.integer(one.decision_due_ms);
    if (!visit(one)) return;
  }
}

void FactTable::put(const CaseFactRow& row) {
  Binder columns(put_case_);
  case_columns(columns, row);
  put_case_.run();
}

void FactTable::put(const ReferralFactRow& row) {
  Binder columns(put_referral_);
  referral_columns(columns, row);
  put_referral_.run();
}

}  // namespace qianqiao
