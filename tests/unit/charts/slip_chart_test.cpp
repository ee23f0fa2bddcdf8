#include "tests/unit/charts/walk.h"

namespace qianqiao {
namespace {

using std::string;

const string kTwoParts =
    R"({"parts":[{"id":"1","department":"D1","request":"a"},{"id":"2","department":"D2","request":"b"}]})";

Walk handled_slip(const string& kind = "permit") {
  Walk walk(SubjectKind::kSlip);
  EXPECT_TRUE(walk.post("Raised", R"({"description":"d","kind":")" + kind + "\"}"));
  EXPECT_TRUE(walk.post("Dispatched", kTwoParts));
  EXPECT_TRUE(walk.post("HandlingStarted", R"({"part":"1"})"));
  return walk;
}

string answer(const string& part) {
  return R"({"outcome":"done","answer":"a","part":")" + part + "\"}";
}

TEST(SlipChart, ResolvesWhenEveryDepartmentHasAnswered) {
  Walk walk = handled_slip();
  ASSERT_TRUE(walk.post("PartAnswered", answer("1")));
  EXPECT_FALSE(walk.post("Resolved", R"({"resolution":"r"})"));
  EXPECT_EQ(walk.refusal.code, "guard.parts_open");
  ASSERT_TRUE(walk.post("PartAnswered", answer("2")));
  ASSERT_TRUE(walk.post("Resolved", R"({"resolution":"r"})"));
  EXPECT_TRUE(walk.did("met slip-handling"));
  ASSERT_TRUE(walk.post("Confirmed"));
  EXPECT_EQ(walk.at.state, "Confirmed");
}

TEST(SlipChart, RunsItsClockFromDispatchUntilResolved) {
  Walk walk(SubjectKind::kSlip);
  ASSERT_TRUE(walk.post("Raised", R"({"description":"d","kind":"permit"})"));
  ASSERT_TRUE(walk.post("Dispatched", kTwoParts));
  EXPECT_TRUE(walk.did("arm slip-handling"));
  ASSERT_TRUE(walk.post("HandlingStarted", R"({"part":"1"})"));
  EXPECT_FALSE(walk.did("met slip-handling"));
  EXPECT_FALSE(walk.did("arm slip-handling"));
}

TEST(SlipChart, ExtendsWhereAClockRuns) {
  const string later =
      R"({"rule":"slip-handling","until":"2025-03-20","reason":"r","authority":"a","clause":"c"})";
  Walk walk = handled_slip();
  ASSERT_TRUE(walk.post("DeadlineExtended", later));
  EXPECT_TRUE(walk.did("extend slip-handling until 2025-03-20"));
  ASSERT_TRUE(walk.post("EscalationProposed", R"({"reason":"r"})"));  // nothing runs until consent
  EXPECT_FALSE(walk.post("DeadlineExtended", later));
  EXPECT_EQ(walk.refusal.code, "event.not_allowed_here");
}

TEST(SlipChart, GoesBackWhenMisrouted) {
  Walk walk(SubjectKind::kSlip);
  ASSERT_TRUE(walk.post("Raised", R"({"description":"d","kind":"permit"})"));
  ASSERT_TRUE(walk.post("Dispatched", kTwoParts));
  ASSERT_TRUE(walk.post("Misrouted", R"({"reason":"r"})"));
  EXPECT_EQ(walk.at.state, "Raised");
  EXPECT_TRUE(walk.post("Dispatched", kTwoParts));  // the same departments may be asked again
}

TEST(SlipChart, EscalatesWithTheConvenersConsentLevelByLevel) {
  Walk walk = handled_slip();
  EXPECT_FALSE(walk.post("EscalationConsented"));
  ASSERT_TRUE(walk.post("EscalationProposed", R"({"reason":"r"})"));
  EXPECT_TRUE(walk.did("open slip-escalation for county_convener"));
  ASSERT_TRUE(walk.post("EscalationConsented"));
  EXPECT_TRUE(walk.did("open slip-escalation for city_office"));
  EXPECT_TRUE(walk.did("arm slip-answer"));
  ASSERT_TRUE(walk.post("EscalatedFurther", R"({"reason":"r"})"));
  EXPECT_TRUE(walk.did("open slip-escalation for province_office"));
  EXPECT_FALSE(walk.post("EscalatedFurther", R"({"reason":"r"})"));
  EXPECT_EQ(walk.refusal.code, "guard.highest_level");
  ASSERT_TRUE(walk.post("AnsweredFromAbove", R"({"resolved":false,"answer":"a"})"));
  EXPECT_EQ(walk.at.state, "Handling");
  EXPECT_TRUE(walk.did("met slip-answer"));
}

TEST(SlipChart, HandsARefusedEscalationWithoutDepartmentToTheTaskForce) {
  Walk walk(SubjectKind::kSlip);
  ASSERT_TRUE(walk.post("Raised", R"({"description":"d","kind":"permit"})"));
  ASSERT_TRUE(walk.post("EscalationProposed", R"({"reason":"r"})"));
  ASSERT_TRUE(walk.post("EscalationRefused", R"({"reason":"r"})"));
  EXPECT_TRUE(walk.did("open slip-handling for task_force"));
  ASSERT_TRUE(walk.post("Dispatched", kTwoParts));
  EXPECT_TRUE(walk.did("open slip-handling for department"));
  EXPECT_TRUE(walk.did("assign to D1"));
}

TEST(SlipChart, AcceptsIncompletePapersForFixedAssetPreliminariesOnly) {
  const string owed =
      R"({"part":"1","commitment_signed":true,"owed":[{"item":"环评","due_on":"2025-04-10"}]})";
  Walk other = handled_slip();
  EXPECT_FALSE(other.post("IncompleteAccepted", owed));
  EXPECT_EQ(other.refusal.code, "guard.not_fixed_asset");
  Walk walk = handled_slip("fixed_asset_preliminary");
  ASSERT_TRUE(walk.post("IncompleteAccepted", owed));
  ASSERT_TRUE(walk.post("PartAnswered", answer("1")));
  ASSERT_TRUE(walk.post("PartAnswered", answer("2")));
  ASSERT_TRUE(walk.post("Resolved", R"({"resolution":"r"})"));
  EXPECT_FALSE(walk.post("Confirmed"));
  EXPECT_EQ(walk.refusal.code, "guard.items_owed");
  ASSERT_TRUE(walk.post("OwedItemDelivered", R"({"item":"环评"})"));
  EXPECT_TRUE(walk.post("Confirmed"));
}

TEST(SlipChart, ReopensWithAllPartsToAnswerAgain) {
  Walk walk = handled_slip();
  ASSERT_TRUE(walk.post("PartAnswered", answer("1")));
  ASSERT_TRUE(walk.post("PartAnswered", answer("2")));
  ASSERT_TRUE(walk.post("Resolved", R"({"resolution":"r"})"));
  ASSERT_TRUE(walk.post("Reopened", R"({"reason":"r"})"));
  EXPECT_FALSE(walk.post("Resolved", R"({"resolution":"r"})"));
}

}  // namespace
}  // namespace qianqiao
