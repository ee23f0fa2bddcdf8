// SQL text of the dated facts that figures are computed from.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_CASE_FACT_COLUMNS \
  "case_id, enterprise, county, signed_day, pushed_day, removed_day, withdrawn_day"
#define QIANQIAO_CASE_FACT_KINDS "tttiiii"
#define QIANQIAO_REFERRAL_FACT_COLUMNS                                                          \
  "case_id, referral, bank, pushed_day, contacted_day, granted_day, declined_day, only_unmet, " \
  "unmet_day, drawn_day, not_needed_day, cancelled_day"
#define QIANQIAO_REFERRAL_FACT_KINDS "tttiiiiiiiii"

inline constexpr Sql kPutCaseFact = {
    "INSERT OR REPLACE INTO case_fact (" QIANQIAO_CASE_FACT_COLUMNS
    ") VALUES (:case_id, :enterprise, :county, :signed_day, :pushed_day, :removed_day, "
    ":withdrawn_day)",
    QIANQIAO_CASE_FACT_KINDS};
inline constexpr Sql kFindCaseFact = {"SELECT " QIANQIAO_CASE_FACT_COLUMNS
                                      " FROM case_fact WHERE case_id = :case_id",
                                      "t", QIANQIAO_CASE_FACT_KINDS};
inline constexpr Sql kPutCaseAmount = {
    "INSERT OR REPLACE INTO case_amount (case_id, amount_fen) VALUES (:case_id, :amount_fen)",
    "ti"};
inline constexpr Sql kCaseAmount = {"SELECT amount_fen FROM case_amount WHERE case_id = :case_id",
                                    "t", "i"};
inline constexpr Sql kPutReferralFact = {
    "INSERT OR REPLACE INTO referral_fact (" QIANQIAO_REFERRAL_FACT_COLUMNS
    ") VALUES (:case_id, :referral, :bank, :pushed_day, :contacted_day, :granted_day, "
    ":declined_day, :only_unmet, :unmet_day, :drawn_day, :not_needed_day, :cancelled_day)",
    QIANQIAO_REFERRAL_FACT_KINDS};
inline constexpr Sql kFindReferralFact = {
    "SELECT " QIANQIAO_REFERRAL_FACT_COLUMNS
    " FROM referral_fact WHERE case_id = :case_id AND referral = :referral",
    "tt", QIANQIAO_REFERRAL_FACT_KINDS};

// Signed cases by enterprise, each with its referrals. The day on which a bank should have decided
// is asked for where it had not by :as_of_day.
#define QIANQIAO_SIGNED_CASES                                                                  \
  "SELECT c.case_id, c.enterprise, c.county, c.signed_day, c.pushed_day, c.removed_day, "      \
  "c.withdrawn_day, coalesce(r.case_id, ''), coalesce(r.referral, ''), coalesce(r.bank, ''), " \
  "r.pushed_day, r.contacted_day, r.granted_day, r.declined_day, coalesce(r.only_unmet, 0), "  \
  "r.unmet_day, r.drawn_day, r.not_needed_day, r.cancelled_day, "                              \
  "CASE WHEN r.referral IS NULL OR coalesce(r.granted_day, r.declined_day, r.cancelled_day, "  \
  "9223372036854775807) <= :as_of_day THEN NULL ELSE (SELECT max(d.due_ms) FROM deadline d "   \
  "WHERE d.subject = r.referral AND d.hook = 'bank-decision' AND d.effect = 0 "                \
  "AND d.state <> 3) END "                                                                     \
  "FROM case_fact c LEFT JOIN referral_fact r ON r.case_id = c.case_id WHERE "
#define QIANQIAO_SIGNED_BETWEEN                                                      \
  "c.enterprise > :after AND c.signed_day >= :from_day AND c.signed_day <= :to_day " \
  "ORDER BY c.enterprise, c.case_id"
#define QIANQIAO_SIGNED_CASE_KINDS QIANQIAO_CASE_FACT_KINDS QIANQIAO_REFERRAL_FACT_KINDS "i"

inline constexpr Sql kSignedCases = {QIANQIAO_SIGNED_CASES QIANQIAO_SIGNED_BETWEEN, "itii",
                                     QIANQIAO_SIGNED_CASE_KINDS};
inline constexpr Sql kSignedCasesOf = {QIANQIAO_SIGNED_CASES
                                       "c.county = :county AND " QIANQIAO_SIGNED_BETWEEN,
                                       "ittii", QIANQIAO_SIGNED_CASE_KINDS};

#undef QIANQIAO_SIGNED_CASES
#undef QIANQIAO_SIGNED_BETWEEN
#undef QIANQIAO_SIGNED_CASE_KINDS
#undef QIANQIAO_CASE_FACT_COLUMNS
#undef QIANQIAO_CASE_FACT_KINDS
#undef QIANQIAO_REFERRAL_FACT_COLUMNS
#undef QIANQIAO_REFERRAL_FACT_KINDS

}  // namespace qianqiao::sql
