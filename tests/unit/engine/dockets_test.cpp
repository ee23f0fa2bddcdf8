// Frozen versions of lists and batches, and what events mean for them.
#include "server/engine/dockets.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "server/engine/verifier.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

constexpr auto kCase = SubjectKind::kCase;
constexpr char kConvener[] = "county_convener-411502", kForce[] = "task_force-411502";
constexpr char kWithdrawal[] = R"({"to":"Review.LeaderReview","reason":"materials_incomplete"})";

class DocketTest : public ::testing::Test {
 protected:
  // Passed three levels, and waits for the convener.
  SubjectId reviewed() {
    const SubjectId id = city_.signed_case();
    city_.must(kCase, id, "SignatureWithdrawn", kWithdrawal, kConvener);
    city_.must(kCase, id, "ReviewApproved", test::kApproval, "leader-411502");
    return id;
  }
  DocketRow freeze(const char* list = kRecommendationList) {
    Result<MadeDocket> made;
    city_.engine().record([&](Writer& writer) {
      made = freeze_list(writer, {.county = "411502", .list = list, .by = "office"},
                         city_.engine().now());
    });
    EXPECT_TRUE(made) << (made ? "" : made.error().code);
    is_new_ = made && made->is_new;
    return made ? made->row : DocketRow{};
  }
  void sign(const SubjectId& id, const std::string& version) {
    city_.must(kCase, id, "ReviewApproved",
               R"({"opinion":"同意","list_version":")" + version + R"("})", kConvener);
  }
  DocketEntryRow entry(const std::string& docket, const SubjectId& id) {
    return city_.read()->docket_entry(docket, id).value_or(DocketEntryRow{});
  }
  std::vector<std::string> differences() {
    std::vector<std::string> kinds;
    for (const Difference& difference : verify(city_.store(), {}).differences)
      kinds.push_back(difference.kind);
    return kinds;
  }
  // On the file itself, with the guards taken off.
  void damage(const std::string& sql) {
    sqlite3* file = nullptr;
    ASSERT_EQ(sqlite3_open((city_.folder() / "qianqiao.db").c_str(), &file), SQLITE_OK);
    const std::string script =
        "DROP TRIGGER docket_keeps; DROP TRIGGER docket_entry_keeps; "
        "DROP TRIGGER docket_entry_stays;" +
        sql;
    EXPECT_EQ(sqlite3_exec(file, script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(file);
  }

  SmallCity city_;
  bool is_new_ = false;
};

TEST_F(DocketTest, TheRecommendationListIsWhatWaitsAndWhatIsSigned) {
  const SubjectId waiting = reviewed(), done = city_.signed_case(), gone = city_.pushed();
  const DocketRow version = freeze();
  EXPECT_EQ(version.id, "411502-recommendation-1");
  EXPECT_EQ(version.cases, 2);
  EXPECT_EQ(entry(version.id, waiting).outcome, "");
  EXPECT_EQ(entry(version.id, done).outcome, "signed");
  EXPECT_EQ(entry(version.id, gone).docket, "");
  EXPECT_EQ(freeze().id, version.id);
  EXPECT_FALSE(is_new_);
  EXPECT_TRUE(differences().empty());
}

TEST(DocketLine, IsCanonicalJson) {
  DocketEntryRow entry;
  entry.subject = "411502C000001";
  entry.enterprise = "411502E000001";
  entry.enterprise_name = "“引号\"与\\”合作社";
  entry.state = "Recommendation";
  entry.case_version = 14;
  const std::string proposed = canonical_line(entry);
  EXPECT_EQ(nlohmann::json::parse(proposed).dump() + "\n", proposed);  // keys sorted, no blanks
  entry.entered_ms = 1000;
  const std::string line = canonical_line(entry);
  EXPECT_EQ(nlohmann::json::parse(line).dump() + "\n", line);
  EXPECT_EQ(nlohmann::json::parse(line).size(), 7u);
}

TEST_F(DocketTest, ASignatureUnderAVersionIsNotedThereWithItsRow) {
  const SubjectId id = reviewed();
  const DocketRow version = freeze();
  sign(id, version.id);
  EXPECT_EQ(entry(version.id, id).outcome, "signed");
  EXPECT_EQ(entry(version.id, id).sequence, city_.subject(id).version);
  EXPECT_TRUE(differences().empty());
}

TEST_F(DocketTest, AWithdrawnSignatureIsFollowedByAVersionWithoutTheCase) {
  const SubjectId first = reviewed(), second = reviewed();
  const DocketRow version = freeze();
  sign(first, version.id);
  sign(second, version.id);
  city_.must(kCase, first, "SignatureWithdrawn", kWithdrawal, kConvener);
  const auto before = city_.read()->docket(version.id);
  const auto after = city_.read()->docket(before->superseded_by);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->number, 2);
  EXPECT_EQ(after->origin, version.id);
  EXPECT_EQ(after->made_by, kConvener);
  EXPECT_EQ(after->cases, 1);
  EXPECT_EQ(entry(after->id, second).outcome, "signed");
  EXPECT_EQ(entry(after->id, first).docket, "");
  EXPECT_EQ(entry(version.id, first).outcome, "signed");  // so it was
  EXPECT_EQ(before->digest, version.digest);
  EXPECT_TRUE(differences().empty());
}

TEST_F(DocketTest, APushInABatchIsNotedThere) {
  const SubjectId id = city_.signed_case();
  const DocketRow version = freeze();
  Result<MadeDocket> batch;
  city_.engine().record([&](Writer& writer) {
    batch = make_batch(writer,
                       {.county = "411502",
                        .list_version = version.id,
                        .cases = cases_to_push(writer, version.id),
                        .by = kForce},
                       city_.engine().now());
  });
  ASSERT_TRUE(batch);
  const Command push =
      city_.command(kCase, id, "BatchPushed", R"({"batch":")" + batch->row.id + R"("})", kForce);
  const auto tried = city_.engine().rehearse(std::vector{push});
  EXPECT_TRUE(tried.front());
  EXPECT_EQ(city_.subject(id).configuration.state, "Recommendation");
  ASSERT_TRUE(city_.engine().execute(push));
  EXPECT_EQ(entry(batch->row.id, id).outcome, "pushed");
  EXPECT_TRUE(cases_to_push(*city_.read(), version.id).empty());
  EXPECT_TRUE(differences().empty());
}

TEST_F(DocketTest, ABatchIdDoesNotPassForAVersion) {
  const SubjectId id = reviewed();
  Result<MadeDocket> batch;
  city_.engine().record([&](Writer& writer) {
    batch =
        make_batch(writer, {.county = "411502", .list_version = "", .cases = {id}, .by = kForce},
                   city_.engine().now());
  });
  ASSERT_TRUE(batch);
  sign(id, batch->row.id);
  EXPECT_EQ(entry(batch->row.id, id).outcome, "");
}

TEST_F(DocketTest, WhatCannotBeFrozenIsRefused) {
  const auto refused = [&](const FreezeWish& wish) {
    Result<MadeDocket> made;
    city_.engine().record(
        [&](Writer& writer) { made = freeze_list(writer, wish, city_.engine().now()); });
    return made ? "" : made.error().code;
  };
  EXPECT_EQ(refused({.county = "411502", .list = "province_report", .by = "x"}), "list.unknown");
  EXPECT_EQ(refused({.county = "411502", .list = kTargetList, .by = "x"}), "list.empty");
}

TEST_F(DocketTest, AChangedVersionIsFoundByItsDigest) {
  city_.signed_case();
  const DocketRow version = freeze();
  damage("UPDATE docket_entry SET enterprise_name = '另一家'");
  EXPECT_EQ(differences(), std::vector<std::string>{"docket.changed"});
}

TEST_F(DocketTest, AnEntryTakenOutOrSignedByHandIsFound) {
  const SubjectId first = reviewed(), second = reviewed();
  freeze();
  damage("UPDATE docket_entry SET outcome = 'signed', sequence = 1 WHERE subject = '" + first +
         "'; DELETE FROM docket_entry WHERE subject = '" + second + "'");
  EXPECT_EQ(differences(), (std::vector<std::string>{"docket.outcome_wrong", "docket.changed"}));
}

}  // namespace
}  // namespace qianqiao
