// What somebody sees: the same whether one subject is looked at or a query is asked.
#include "server/engine/authority.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/small_city.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

// What the store's query does with a sight.
bool is_in(const Sight& sight, const SubjectRow& subject,
           const std::vector<OrganisationId>& parties) {
  return sight.everything || sight.counties.contains(subject.county) ||
         (!subject.township.empty() && sight.townships.contains(subject.township)) ||
         std::any_of(parties.begin(), parties.end(),
                     [&](const auto& party) { return sight.parties.contains(party); });
}

class Sights : public ::testing::Test {
 protected:
  Sights() {
    city_.engine().administer([](Writer& writer) {
      const auto put = [&](const char* id, const char* parent, OrganisationKind kind) {
        writer.put_organisation({id, parent, kind, id, "", "", ""});
      };
      put("branch-1", "BANK-A", OrganisationKind::kBranch);
      put("branch-2", "BANK-B", OrganisationKind::kBranch);
      put("411522001", "411522", OrganisationKind::kTownship);
      put("dept-b", "411522", OrganisationKind::kDepartment);
    });
    directory_ = city_.engine().directory();
  }

  const std::string& any(const std::vector<std::string>& of) { return random_.pick(of); }

  SubjectRow subject(SubjectKind kind) {
    SubjectRow row;
    row.kind = kind;
    row.county = any({"411502", "411522"});
    row.township = any({"", row.county + "001"});
    if (kind == SubjectKind::kCase) return row;
    row.branch = any({"", "branch-1", "branch-2", "BANK-A"});
    if (kind == SubjectKind::kReferral) {
      row.organisation = row.branch == "branch-2" ? "BANK-B" : "BANK-A";
      return row;
    }
    row.organisation = any({"", "DEPT-TAX", "dept-b"});
    if (!row.organisation.empty())
      row.configuration.context = R"({"parts":[{"department":")" + row.organisation +
                                  R"(","id":"1"},{"department":")" + any({"DEPT-TAX", "dept-b"}) +
                                  R"(","id":"2"}]})";
    return row;
  }

  Appointment appointment() {
    Appointment held;
    held.role = random_.pick(all_roles());
    if (held.role == "bank_contact" || held.role == "bank_head")
      held.scope = any({"BANK-A", "BANK-B", "branch-1", "branch-2"});
    else if (held.role == "department")
      held.scope = any({"DEPT-TAX", "dept-b"});
    else if (held.role == "visitor")
      held.scope = any({"411502", "411522", "411502001", "411522001"});
    else
      held.scope = any({"410000", "411500", "411502", "411522"});
    return held;
  }

  test::SmallCity city_;
  Random random_{20250303};
  std::shared_ptr<const Directory> directory_;
};

TEST_F(Sights, AQuerySeesWhatIsCoveredAndNothingElse) {
  int seen = 0, hidden = 0;
  for (int i = 0; i < 20'000; ++i) {
    const SubjectRow row = subject(static_cast<SubjectKind>(random_.between(0, 2)));
    const Appointment one = appointment(), two = appointment();
    const bool covered = covers(*directory_, one, row) || covers(*directory_, two, row);
    const Sight sight = sight_of(*directory_, {&one, &two}, row.kind);
    ASSERT_EQ(is_in(sight, row, parties_of(*directory_, row)), covered)
        << "round " << i << ": " << one.role << "@" << one.scope << ", " << two.role << "@"
        << two.scope << " and kind " << static_cast<int>(row.kind) << " of " << row.county << "/"
        << row.township << ", " << row.organisation << ", " << row.branch << ", "
        << row.configuration.context;
    ++(covered ? seen : hidden);
  }
  EXPECT_GT(seen, 1000);
  EXPECT_GT(hidden, 1000);
}

TEST_F(Sights, AdministratorsOfTheSystemSeeNoSubject) {
  for (const std::string_view role :
       {roles::kSystemAdministrator, roles::kSecurityAdministrator, roles::kGuarantor}) {
    const Appointment held{"x", std::string(role), "411500", {}, std::nullopt};
    for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip})
      EXPECT_TRUE(sight_of(*directory_, {&held}, kind).is_nothing()) << role;
  }
}

TEST_F(Sights, ASecondedBankReviewerSeesNoReferral) {
  const Appointment held{"x", std::string(roles::kBankReviewer), "411502", {}, std::nullopt};
  EXPECT_EQ(sight_of(*directory_, {&held}, SubjectKind::kCase), (Sight{.counties = {"411502"}}));
  EXPECT_TRUE(sight_of(*directory_, {&held}, SubjectKind::kReferral).is_nothing());
}

TEST_F(Sights, AMandateLendsItsPrincipalsSightOnItsDays) {
  const Date today = local_date(city_.clock().now());
  city_.engine().administer([&](Writer& writer) {
    writer.insert_mandate({0, "leader-411502", "office-411522", today, today});
  });
  const auto directory = city_.engine().directory();
  const auto counties = [&](Date day) {
    const auto held = appointments_in_effect(*directory, "office-411522", day);
    return sight_of(*directory, held, SubjectKind::kCase).counties;
  };
  EXPECT_TRUE(counties(today).contains("411502"));
  EXPECT_FALSE(counties(today + std::chrono::days(1)).contains("411502"));
}

TEST_F(Sights, PartiesAreStoredBesideReferralsAndSlips) {
  const SubjectId referral = city_.referral(city_.pushed(R"(["BANK-A"])"), "BANK-A");
  using Ids = std::vector<OrganisationId>;
  EXPECT_EQ(city_.read()->parties_of(referral), Ids{"BANK-A"});
  city_.must(SubjectKind::kReferral, referral, "BranchReassigned", R"({"branch":"branch-1"})",
             "contact-BANK-A");
  EXPECT_EQ(city_.read()->parties_of(referral), (Ids{"BANK-A", "branch-1"}));
}

}  // namespace
}  // namespace qianqiao
