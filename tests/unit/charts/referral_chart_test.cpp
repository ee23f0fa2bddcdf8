#include "tests/unit/charts/walk.h"

namespace qianqiao {
namespace {

using std::string;

const string kMaterials = R"({"materials":["财务报表"]})";

Walk pushed_referral() {
  Walk walk(SubjectKind::kReferral);
  EXPECT_TRUE(walk.post("Pushed", R"({"bank":"B1"})", "system"));
  return walk;
}

Walk deciding_referral() {
  Walk walk = pushed_referral();
  EXPECT_TRUE(walk.post("MaterialsCompleted", "{}", "bank"));
  return walk;
}

string grant(int term_months, int fee_bps = 0) {
  return nlohmann::json{
      {"amount_fen", 50000000},
      {"annual_rate_bps", 385},
      {"term_months", term_months},
      {"working_capital", true},
      {"guarantee", {{"kind", "government_guarantee"}, {"yearly_fee_bps", fee_bps}}},
      {"first_loan", true},
      {"credit_loan", false},
      {"medium_or_long_term", false},
      {"renewal_without_principal", false}}
      .dump();
}

TEST(ReferralChart, CountsTheBanksOwnCompletionFromItsRecording) {
  Walk walk = pushed_referral();
  ASSERT_TRUE(walk.post("MaterialsCompleted", "{}", "bank"));
  EXPECT_EQ(walk.at.state, "Deciding");
  const ArmDeadline expected{"bank-decision", walk.now, false, std::nullopt};
  EXPECT_NE(std::find(walk.actions.begin(), walk.actions.end(), Action(expected)),
            walk.actions.end());
}

TEST(ReferralChart, CountsAnEvidencedCompletionFromItsDayAfterTwoPeople) {
  Walk walk = pushed_referral();
  walk.next_day();
  walk.next_day();
  ASSERT_TRUE(walk.post("CompletionEvidenced", R"({"received_on":"2025-03-11","evidence":"e"})",
                        "li", "wang"));
  for (const auto& [actor, principal] : std::vector<std::pair<string, string>>{
           {"li", "li"}, {"wang", "wang"}, {"zhao", "li"}, {"wang", "zhao"}}) {
    EXPECT_FALSE(walk.post("CompletionConfirmed", "{}", actor, principal));
    EXPECT_EQ(walk.refusal.code, "guard.same_person");
  }
  ASSERT_TRUE(walk.post("CompletionConfirmed", "{}", "zhao"));
  const ArmDeadline expected{"bank-decision", start_of_day(*parse_date("2025-03-11")), false,
                             std::nullopt};
  EXPECT_NE(std::find(walk.actions.begin(), walk.actions.end(), Action(expected)),
            walk.actions.end());
}

TEST(ReferralChart, BoundsAnEvidencedDayByTheLastSubmissionAndToday) {
  Walk walk = pushed_referral();
  const string evidence = R"({"received_on":"2025-03-10","evidence":"e"})";
  ASSERT_TRUE(walk.post("CompletionEvidenced", evidence, "li"));
  walk.next_day();
  ASSERT_TRUE(walk.post("MaterialsSubmitted", kMaterials));
  EXPECT_FALSE(walk.post("CompletionConfirmed", "{}", "zhao"));  // more came in meanwhile
  EXPECT_EQ(walk.refusal.code, "guard.received_before_submission");
  EXPECT_FALSE(walk.post("CompletionEvidenced", evidence, "li"));
  EXPECT_FALSE(walk.post("CompletionEvidenced", R"({"received_on":"2025-03-12","evidence":"e"})"));
  EXPECT_EQ(walk.refusal.code, "guard.date_in_future");
  EXPECT_FALSE(walk.post("CompletionEvidenced", R"({"received_on":"2025-03-09","evidence":"e"})"));
  EXPECT_EQ(walk.refusal.code, "guard.date_before_push");
  EXPECT_TRUE(walk.post("CompletionEvidenced", R"({"received_on":"2025-03-11","evidence":"e"})"));
}

TEST(ReferralChart, NeverRestartsTheClockForLaterRequests) {
  Walk walk = deciding_referral();
  ASSERT_TRUE(walk.post("MaterialsRequested", kMaterials, "bank"));
  EXPECT_EQ(walk.done(), std::vector<string>{"tell materials-requested to task_force"});
  ASSERT_TRUE(walk.post("MaterialsSubmitted", kMaterials));
  EXPECT_TRUE(walk.actions.empty());
}

TEST(ReferralChart, CorrectsTheCompletionByTwoPeopleAndSupersedesTheClock) {
  Walk walk = pushed_referral();
  walk.next_day();
  ASSERT_TRUE(walk.post("MaterialsCompleted", "{}", "bank"));
  const string proposal = R"({"received_on":"2025-03-10","reason":"r","evidence":"e"})";
  EXPECT_FALSE(walk.post("MaterialsCompletionCorrected", "{}", "zhao"));
  EXPECT_EQ(walk.refusal.code, "guard.correction_not_proposed");
  ASSERT_TRUE(walk.post("CompletionCorrectionProposed", proposal, "li"));
  EXPECT_FALSE(walk.post("MaterialsCompletionCorrected", "{}", "li"));
  ASSERT_TRUE(walk.post("MaterialsCompletionCorrected", "{}", "zhao"));
  const ArmDeadline expected{"bank-decision", start_of_day(*parse_date("2025-03-10")), true,
                             std::nullopt};
  EXPECT_EQ(walk.actions.front(), Action(expected));
  EXPECT_FALSE(walk.post("MaterialsCompletionCorrected", "{}", "zhao"));  // once only
}

TEST(ReferralChart, TurnsTheMaterialsClocksByWhoseTurnItIs) {
  Walk walk = pushed_referral();
  ASSERT_TRUE(walk.post("Contacted", R"({"contacted_on":"2025-03-10","channel":"phone"})"));
  EXPECT_TRUE(walk.did("met bank-contact"));
  ASSERT_TRUE(walk.post("MaterialsRequested", kMaterials));
  EXPECT_TRUE(walk.did("arm materials-wait"));
  ASSERT_TRUE(walk.post("MaterialsSubmitted", kMaterials));
  EXPECT_EQ(walk.done(), (std::vector<string>{"met materials-wait", "arm materials-answer"}));
  ASSERT_TRUE(walk.post("MaterialsSubmitted", kMaterials));
  EXPECT_TRUE(walk.actions.empty());
  ASSERT_TRUE(walk.post("MaterialsCompleted"));
  EXPECT_TRUE(walk.did("met materials-answer"));
}

TEST(ReferralChart, ArmsFeedbackAtTheDecisionEarlyOrLate) {
  for (Walk walk : {pushed_referral(), deciding_referral()}) {
    ASSERT_TRUE(walk.post("Declined", "{}", "bank"));
    const ArmDeadline expected{"bank-feedback", walk.now, false, std::nullopt};
    EXPECT_NE(std::find(walk.actions.begin(), walk.actions.end(), Action(expected)),
              walk.actions.end());
    EXPECT_TRUE(walk.did("tell the case: declined"));
    ASSERT_TRUE(walk.post("FeedbackGiven", R"({"reasons":[{"code":"over_indebted"}]})"));
    EXPECT_TRUE(walk.did("met bank-feedback"));
  }
}

TEST(ReferralChart, DropsTheDecisionClockAsMootWhenCancelled) {
  for (const char* event : {"ReferralWithdrawn", "CaseWithdrawn", "CaseRemoved"}) {
    Walk walk = deciding_referral();
    ASSERT_TRUE(walk.post(event, R"({"reason":"misuse"})"));
    EXPECT_EQ(walk.at.state, "Cancelled");
    EXPECT_TRUE(walk.did("moot bank-decision")) << event;
    EXPECT_TRUE(walk.did("tell the case: cancelled"));
  }
}

TEST(ReferralChart, ExcusesFeedbackAfterARemovalAndStillTakesIt) {
  Walk walk = deciding_referral();
  ASSERT_TRUE(walk.post("Declined"));
  ASSERT_TRUE(walk.post("CaseRemoved", R"({"reason":"misuse"})"));
  EXPECT_EQ(walk.done(), (std::vector<string>{"moot bank-feedback", "close referral-feedback"}));
  EXPECT_TRUE(walk.post("FeedbackGiven", R"({"reasons":[{"code":"over_indebted"}]})"));
  Walk withdrawn = deciding_referral();
  ASSERT_TRUE(withdrawn.post("Declined"));
  EXPECT_FALSE(withdrawn.post("CaseWithdrawn", R"({"reason":"r"})"));  // feedback stays owed
}

TEST(ReferralChart, WarnsOfLongTermsAndFeesButNeverRefusesABanksFact) {
  Walk usual = deciding_referral();
  ASSERT_TRUE(usual.post("Granted", grant(36, 100)));
  for (const auto& action : usual.actions) EXPECT_FALSE(std::holds_alternative<EnterList>(action));
  EXPECT_FALSE(usual.did("tell term-reason-asked to bank_contact"));

  Walk longer = deciding_referral();
  ASSERT_TRUE(longer.post("Granted", grant(37)));
  EXPECT_TRUE(longer.did("tell term-reason-asked to bank_contact"));
  EXPECT_FALSE(longer.did("enter list long_term"));

  Walk longest = deciding_referral();
  ASSERT_TRUE(longest.post("Granted", grant(61, 101)));
  EXPECT_TRUE(longest.did("enter list long_term"));
  EXPECT_TRUE(longest.did("enter list guarantee_fee"));
  ASSERT_TRUE(longest.post("GrantCorrected", R"({"reason":"r","grant":)" + grant(60, 100) + "}"));
  EXPECT_EQ(longest.done(),
            (std::vector<string>{"tell term-reason-asked to bank_contact", "leave list long_term",
                                 "leave list guarantee_fee"}));
}

TEST(ReferralChart, ListsAGrantAfterCancellationAsOffListCredit) {
  Walk walk = deciding_referral();
  ASSERT_TRUE(walk.post("ReferralWithdrawn", R"({"reason":"r"})"));
  ASSERT_TRUE(walk.post("Granted", grant(12)));
  EXPECT_EQ(walk.at.state, "Cancelled");
  EXPECT_TRUE(walk.did("enter list off_list_credit"));
  EXPECT_FALSE(walk.did("tell the case: granted"));
}

TEST(ReferralChart, DrawsSeveralTimesAndTellsTheCaseOnce) {
  const string drawing = R"({"amount_fen":100,"drawn_on":"2025-03-10"})";
  Walk walk = deciding_referral();
  ASSERT_TRUE(walk.post("Granted", grant(12)));
  ASSERT_TRUE(walk.post("CreditNotNeeded", R"({"statement":"订单推迟"})"));
  EXPECT_TRUE(walk.did("tell the case: drawing concluded"));
  EXPECT_TRUE(walk.did("moot drawdown-check"));
  ASSERT_TRUE(walk.post("Drawn", drawing));
  EXPECT_EQ(walk.at.state, "Drawn");
  EXPECT_TRUE(walk.did("tell the case: drawing concluded"));
  ASSERT_TRUE(walk.post("Drawn", drawing));
  EXPECT_FALSE(walk.did("tell the case: drawing concluded"));
}

TEST(ReferralChart, GrantsAfterAllWhenTheDecisionIsCorrected) {
  Walk walk = deciding_referral();
  ASSERT_TRUE(walk.post("Declined"));
  ASSERT_TRUE(walk.post("DecisionCorrected", R"({"reason":"录错","grant":)" + grant(12) + "}"));
  EXPECT_EQ(walk.at.state, "Granted");
  EXPECT_TRUE(walk.did("moot bank-feedback"));
  EXPECT_TRUE(walk.did("tell the case: granted"));
}

TEST(ReferralChart, CancelsForAnUnresponsiveEnterpriseBeforeTheDecisionOnly) {
  const string attempts = R"({"attempts":[{"tried_on":"2025-03-10","channel":"phone"}]})";
  Walk walk = pushed_referral();
  EXPECT_FALSE(walk.post("EnterpriseUnresponsive", attempts));  // not contacted yet
  ASSERT_TRUE(walk.post("Contacted", R"({"contacted_on":"2025-03-10","channel":"phone"})"));
  EXPECT_TRUE(walk.post("EnterpriseUnresponsive", attempts));
  EXPECT_EQ(walk.at.state, "Cancelled");
  EXPECT_FALSE(deciding_referral().post("EnterpriseUnresponsive", attempts));
}

TEST(ReferralChart, TakesDocumentsAsLongAsThereIsSomethingToShow) {
  EXPECT_TRUE(pushed_referral().post("DocumentAdded", kDocument));
  Walk walk = deciding_referral();
  ASSERT_TRUE(walk.post("Declined"));
  const auto before = walk.at;
  EXPECT_TRUE(walk.post("DocumentAdded", kDocument));  // feedback is owed, and what it rests on
  EXPECT_EQ(walk.at, before);
  EXPECT_TRUE(walk.actions.empty());
  Walk cancelled = pushed_referral();
  ASSERT_TRUE(cancelled.post("CaseWithdrawn", R"({"reason":"no_need"})"));
  EXPECT_FALSE(cancelled.post("DocumentAdded", kDocument));
  EXPECT_TRUE(cancelled.post("DocumentRemoved", R"({"document":"D1","reason":"误传"})"));
}

}  // namespace
}  // namespace qianqiao
