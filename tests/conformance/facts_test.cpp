// Dated facts of signed cases and their referrals.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

Date day(int number) { return Date(std::chrono::days(20'000 + number)); }

CaseFactRow a_case_fact(const std::string& case_id, const std::string& enterprise) {
  CaseFactRow row;
  row.case_id = case_id;
  row.enterprise = enterprise;
  row.county = case_id.substr(0, 6);
  row.signed_on = day(1);
  row.pushed_on = day(2);
  row.removed_on = day(3);
  row.withdrawn_on = day(4);
  return row;
}

ReferralFactRow a_referral_fact(const std::string& case_id, const std::string& referral) {
  ReferralFactRow row;
  row.case_id = case_id;
  row.referral = referral;
  row.bank = "BANK";
  row.pushed_on = day(5);
  row.contacted_on = day(6);
  row.granted_on = day(7);
  row.declined_on = day(8);
  row.only_unmet = true;
  row.unmet_on = day(9);
  row.drawn_on = day(10);
  row.not_needed_on = day(11);
  row.cancelled_on = day(12);
  return row;
}

// "case/referral" of each visit.
std::vector<std::string> visited(Reader& reader, const SignedFilter& filter) {
  std::vector<std::string> out;
  reader.each_signed_case(filter, [&](const SignedCase& row) {
    out.push_back(row.of_case.case_id + "/" + row.referral.referral);
    return true;
  });
  return out;
}

using Visits = std::vector<std::string>;

TEST_P(StoreSuite, FactsComeBackAsTheyWereAndAreReplaced) {
  auto of_case = a_case_fact("411502C000001", "411502E1");
  auto of_referral = a_referral_fact("411502C000001", "411502Ra");
  const SubjectRow subject = a_case("411502C000001", "411502E1");
  write([&](Writer& w) {
    w.insert_subject(subject);
    w.insert_subject(a_referral("411502Ra", subject, "BANK"));
    w.put_case_fact(of_case);
    w.put_referral_fact(of_referral);
    EXPECT_EQ(w.case_fact("411502C000001"), of_case);
  });
  EXPECT_EQ(store_->reader()->case_fact("411502C000001"), of_case);
  EXPECT_EQ(store_->reader()->referral_fact("411502C000001", "411502Ra"), of_referral);
  EXPECT_FALSE(store_->reader()->case_fact("411502C000002"));
  EXPECT_FALSE(store_->reader()->referral_fact("411502C000001", "411502Rb"));
  of_case = CaseFactRow{.case_id = of_case.case_id, .enterprise = "E", .county = "411503"};
  of_referral =
      ReferralFactRow{.case_id = of_case.case_id, .referral = "411502Ra", .bank = "OTHER"};
  write([&](Writer& w) {
    w.put_case_fact(of_case);
    w.put_referral_fact(of_referral);
  });
  EXPECT_EQ(store_->reader()->case_fact("411502C000001"), of_case);
  EXPECT_EQ(store_->reader()->referral_fact("411502C000001", "411502Ra"), of_referral);
}

TEST_P(StoreSuite, SignedCasesAreVisitedByEnterpriseWithTheirReferrals) {
  const auto put = [](Writer& w, const std::string& case_id, const std::string& enterprise,
                      std::optional<Date> signed_on, const Visits& referrals) {
    auto subject = a_case(case_id, enterprise);
    subject.closed_ms = 1;
    w.insert_subject(subject);
    auto fact = a_case_fact(case_id, enterprise);
    fact.signed_on = signed_on;
    w.put_case_fact(fact);
    for (const auto& referral : referrals) {
      w.insert_subject(a_referral(referral, subject, "BANK"));
      w.put_referral_fact(a_referral_fact(case_id, referral));
    }
  };
  write([&](Writer& w) {
    put(w, "411502C000003", "411502E1", day(1), {"411502Rb", "411502Ra"});
    put(w, "411502C000001", "411502E2", day(5), {});
    put(w, "411503C000002", "411502E1", day(3), {"411503Rc"});
    put(w, "411502C000004", "411502E3", std::nullopt, {"411502Rd"});
  });
  SignedFilter all;
  all.from = day(0);
  all.to = day(9);
  all.as_of = start_of_day(day(20));
  const auto reader = store_->reader();
  EXPECT_EQ(visited(*reader, all), (Visits{"411502C000003/411502Ra", "411502C000003/411502Rb",
                                           "411503C000002/411503Rc", "411502C000001/"}));
  auto filter = all;
  filter.county = "411503";
  EXPECT_EQ(visited(*reader, filter), (Visits{"411503C000002/411503Rc"}));
  filter = all;
  filter.after = "411502E1";
  EXPECT_EQ(visited(*reader, filter), (Visits{"411502C000001/"}));
  filter = all;
  filter.from = filter.to = day(3);
  EXPECT_EQ(visited(*reader, filter), (Visits{"411503C000002/411503Rc"}));
  Visits first;
  reader->each_signed_case(all, [&](const SignedCase& row) {
    first.push_back(row.of_case.case_id);
    return false;
  });
  EXPECT_EQ(first, (Visits{"411502C000003"}));
}

// When a bank should have decided is asked for where it had not by then; a void deadline and a
// service one do not count.
TEST_P(StoreSuite, ASignedCaseTellsWhenItsBankShouldHaveDecided) {
  const SubjectRow subject = a_case("411502C000001", "411502E1");
  auto fact = a_referral_fact("411502C000001", "411502Ra");
  fact.granted_on = day(30);
  fact.declined_on = fact.cancelled_on = std::nullopt;
  write([&](Writer& w) {
    w.insert_subject(subject);
    w.insert_subject(a_referral("411502Ra", subject, "BANK"));
    w.put_case_fact(a_case_fact("411502C000001", "411502E1"));
    w.put_referral_fact(fact);
    auto row = a_deadline("411502Ra", 1);
    row.hook = "bank-decision";
    row.effect = Effect::kStatutory;
    row.due_ms = 2000;
    w.insert_deadline(row);
    row.due_ms = 3000;
    row.state = DeadlineState::kVoid;
    w.insert_deadline(row);
    row.state = DeadlineState::kRunning;
    row.effect = Effect::kService;
    w.insert_deadline(row);
  });
  const auto due = [&](int as_of_day) {
    SignedFilter filter;
    filter.to = day(99);
    filter.as_of = start_of_day(day(as_of_day));
    std::optional<std::int64_t> found;
    store_->reader()->each_signed_case(filter, [&](const SignedCase& row) {
      found = row.decision_due_ms;
      return true;
    });
    return found;
  };
  EXPECT_EQ(due(29), 2000);
  EXPECT_EQ(due(30), std::nullopt);
}

}  // namespace
}  // namespace qianqiao
