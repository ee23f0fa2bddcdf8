#include "tests/unit/charts/walk.h"

namespace qianqiao {
namespace {

using std::string;

const string kRound = R"({"round":{"id":"R1","ends":"2025-04-30"}})";
const string kRemoval =
    R"({"reason":"misuse","evidence":"流水","hearing":{"heard":true,"heard_on":"2025-03-06","statement":"属实"}})";

Walk listed_case() {
  Walk walk(SubjectKind::kCase);
  EXPECT_TRUE(walk.post("Listed", kRound));
  return walk;
}

TEST(CaseChart, ArmsTheRoundsClockUntilItsLastDayInclusive) {
  Walk walk(SubjectKind::kCase);
  walk.now = at_local_time(*parse_date("2025-04-30"), std::chrono::hours(23));
  ASSERT_TRUE(walk.post("Listed", kRound));
  ASSERT_FALSE(walk.actions.empty());
  const auto& arm = std::get<ArmDeadline>(walk.actions.front());
  EXPECT_EQ(arm.rule, "first-visit-round");
  EXPECT_EQ(arm.anchor, walk.now);
  EXPECT_EQ(arm.fixed_date, *parse_date("2025-04-30"));
}

TEST(CaseChart, LeavesTheRoundsClockToTheNextRoundAfterItsEnd) {
  Walk walk(SubjectKind::kCase);
  walk.now = at_local_time(*parse_date("2025-05-01"), std::chrono::minutes(0));
  ASSERT_TRUE(walk.post("Listed", kRound));
  for (const auto& action : walk.actions)
    EXPECT_FALSE(std::holds_alternative<ArmDeadline>(action)) << short_form(action);
  EXPECT_TRUE(walk.post("RoundJoined", R"({"round":{"id":"R2","ends":"2025-06-30"}})"));
  EXPECT_TRUE(std::holds_alternative<ArmDeadline>(walk.actions.front()));
}

TEST(CaseChart, StopsTheRoundsClockOnEveryWayOut) {
  const std::vector<std::pair<string, string>> ways = {
      {"ExcludedFromRoster", R"({"reason":"deregistered"})"},
      {"DuplicateFound", R"({"duplicate_of":"C9"})"},
      {"Transferred", R"({"to_county":"411503","reason":"r"})"},
      {"Withdrawn", R"({"reason":"no_longer_needed"})"}};
  for (const auto& [event, data] : ways) {
    Walk walk = listed_case();
    ASSERT_TRUE(walk.post(event, data)) << event;
    EXPECT_TRUE(walk.did("moot first-visit-round")) << event;
  }
  Walk nominated = listed_case();
  ASSERT_TRUE(
      nominated.post("Nominated", R"({"bank":"B1","basic_conditions_met":true,"consent":true})"));
  EXPECT_TRUE(nominated.did("met first-visit-round"));
}

TEST(CaseChart, VisitsUntilTheCountysLimitThenCloses) {
  Walk walk = listed_case();
  ASSERT_TRUE(walk.post("ScreenedIn", R"({"conditions_met":true})"));
  EXPECT_TRUE(walk.did("enter list target"));
  const string attempt = R"({"attempted_on":"2025-03-10","channel":"phone"})";
  ASSERT_TRUE(walk.post("VisitAttempted", attempt));
  EXPECT_TRUE(walk.actions.empty());  // the visit's task and clock go on
  EXPECT_FALSE(walk.post("AttemptLimitReached"));
  EXPECT_EQ(walk.refusal.code, "guard.attempts_left");
  ASSERT_TRUE(walk.post("VisitAttempted", attempt));
  ASSERT_TRUE(walk.post("VisitAttempted", attempt));
  ASSERT_TRUE(walk.post("AttemptLimitReached"));
  EXPECT_EQ(walk.at.state, "Closed");
  EXPECT_TRUE(walk.did("close visit"));
}

TEST(CaseChart, RespectsAnEnterpriseThatRefusesAndTakesItBack) {
  Walk walk = listed_case();
  ASSERT_TRUE(walk.post("ScreenedIn", R"({"conditions_met":true})"));
  ASSERT_TRUE(walk.post("VisitRecorded",
                        R"({"visited_on":"2025-03-10","channel":"phone","outcome":"refused"})"));
  EXPECT_EQ(walk.at.state, "Closed");
  EXPECT_EQ(nlohmann::json::parse(walk.at.context)["outcome"], "refused");
  const string again =
      R"({"receipt_number":"W1","channel":"window","basic_conditions_met":true,"consent":true})";
  ASSERT_TRUE(walk.post("WalkedIn", again));
  EXPECT_EQ(walk.at.state, "Closed");
  EXPECT_EQ(walk.done(), std::vector<string>{"open a linked case"});
  EXPECT_FALSE(walk.post("WalkedIn", again));
  EXPECT_EQ(walk.refusal.code, "guard.already_followed");
}

TEST(CaseChart, PassesTheLevelsInOrderAndPushesToTheIntendedBanksOnly) {
  Walk walk = submitted_case();
  std::vector<string> levels;
  for (const char* reviewer : {"li", "wang", "zhao", "sun"}) {
    levels.push_back(walk.at.state);
    ASSERT_TRUE(walk.post("ReviewApproved", kApproval, reviewer));
  }
  EXPECT_EQ(levels, (std::vector<string>{"Review.Preliminary", "Review.BankReview",
                                         "Review.LeaderReview", "Review.ConvenerSignature"}));
  EXPECT_TRUE(walk.did("enter list recommendation"));
  ASSERT_TRUE(walk.post("BatchPushed", R"({"batch":"1"})"));
  EXPECT_TRUE(walk.did("push to B1, B2"));
  EXPECT_EQ(walk.at.state, "BankDecision");
}

TEST(CaseChart, RefusesTheSameReviewerTwice) {
  Walk walk = submitted_case();
  ASSERT_TRUE(walk.post("ReviewApproved", kApproval, "li"));
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "li"));
  EXPECT_EQ(walk.refusal.code, "guard.same_reviewer");
}

TEST(CaseChart, RefusesAMandateThatBringsAReviewerBack) {
  Walk walk = submitted_case();
  ASSERT_TRUE(walk.post("ReviewApproved", kApproval, "li", "wang"));  // li for wang
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "wang"));
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "zhao", "li"));
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "wang", "zhao"));
  EXPECT_TRUE(walk.post("ReviewApproved", kApproval, "zhao", "sun"));
}

TEST(CaseChart, BeginsANewRoundOfReviewersAfterAReturn) {
  Walk walk = submitted_case();
  ASSERT_TRUE(walk.post("ReviewApproved", kApproval, "li"));
  ASSERT_TRUE(walk.post("ReviewApproved", kApproval, "wang"));
  ASSERT_TRUE(
      walk.post("ReviewReturned", R"({"to":"Review.BankReview","reason":"use_unclear"})", "zhao"));
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "li"));  // that level was not returned over
  EXPECT_TRUE(walk.post("ReviewApproved", kApproval, "wang"));
}

TEST(CaseChart, ReturnsToEarlierLevelsOnly) {
  Walk walk = submitted_case();
  for (const char* to : {"Review.Preliminary", "Review.BankReview", "Review.LeaderReview"}) {
    EXPECT_FALSE(walk.post("ReviewReturned", string(R"({"reason":"r","to":")") + to + "\"}"));
    EXPECT_EQ(walk.refusal.code, "guard.not_an_earlier_level");
  }
}

TEST(CaseChart, AsksForTheInformationOfTheDepartments) {
  Walk walk = submitted_case();
  walk.at.context = "{}";
  walk.rules.required_information = {"credit_report", "litigation"};
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "li"));
  EXPECT_EQ(walk.refusal.code, "guard.information_open");
  EXPECT_FALSE(walk.post("InformationRecorded",
                         R"({"kind":"credit_report","conclusion":"favourable","source":"央行"})"));
  EXPECT_EQ(walk.refusal.code, "guard.authorisation_missing");
  ASSERT_TRUE(walk.post(
      "InformationRecorded",
      R"({"kind":"credit_report","conclusion":"favourable","source":"央行","authorised":true})"));
  ASSERT_TRUE(walk.post("InformationWaived", R"({"kind":"litigation","reason":"不适用"})"));
  EXPECT_TRUE(walk.post("ReviewApproved", kApproval, "li"));
}

TEST(CaseChart, HoldsTheDepartmentsClockWhileInformationIsMissing) {
  Walk walk(SubjectKind::kCase);
  walk.rules.required_information = {"litigation"};
  ASSERT_TRUE(
      walk.post("Nominated", R"({"bank":"B1","basic_conditions_met":true,"consent":true})"));
  ASSERT_TRUE(walk.post("ApplicationSubmitted", kApplicationOf(R"(["B1"])")));
  EXPECT_TRUE(walk.did("arm department-report"));
  ASSERT_TRUE(walk.post("InformationRecorded",
                        R"({"kind":"litigation","conclusion":"nothing_found","source":"法院"})"));
  EXPECT_EQ(walk.done(), std::vector<string>{"met department-report"});
  ASSERT_TRUE(walk.post("ReviewReturned", R"({"to":"Application","reason":"r"})"));
  EXPECT_FALSE(walk.did("moot department-report"));
}

TEST(CaseChart, KeepsAStageUntilTheCountysStepsAreDone) {
  Walk walk = submitted_case();
  walk.rules.steps["Review.Preliminary"] = {"tax", "site"};
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "li"));
  EXPECT_EQ(walk.refusal.code, "guard.steps_open");
  EXPECT_NE(to_line(walk.refusal).find("site, tax"), string::npos);
  ASSERT_TRUE(walk.post("StepCompleted", R"({"step":"tax","outcome":"passed"})"));
  ASSERT_TRUE(walk.post("StepCompleted", R"({"step":"site","outcome":"passed"})"));
  ASSERT_TRUE(walk.post("StepCompleted", R"({"step":"site","outcome":"not_passed"})"));
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "li"));
  ASSERT_TRUE(walk.post("StepCompleted", R"({"step":"site","outcome":"passed"})"));
  EXPECT_TRUE(walk.post("ReviewApproved", kApproval, "li"));
  ASSERT_TRUE(walk.post("ReviewReturned", R"({"to":"Review.Preliminary","reason":"r"})", "wang"));
  EXPECT_TRUE(walk.did("start steps of Review.Preliminary"));
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "li"));  // done again in the new round
}

// A county's version came into force while the case was in the stage before.
TEST(CaseChart, StartsTheStepsOfTheVersionThatAStageIsEnteredWith) {
  const Walk walk = submitted_case();
  ChartRules newer = walk.rules;
  newer.steps["Review.Preliminary"] = {"tax"};
  newer.steps["Review.BankReview"] = {"site"};
  const auto approval = nlohmann::json::parse(kApproval);
  const Occurrence approved{"ReviewApproved", approval, "li", "li", walk.now};
  const auto decision = decide(SubjectKind::kCase, walk.at, approved, walk.rules, newer);
  ASSERT_TRUE(decision) << to_line(decision.error());  // the stage left has no steps of its own
  EXPECT_EQ(decision->after.state, "Review.BankReview");
  EXPECT_NE(std::find(decision->actions.begin(), decision->actions.end(),
                      Action(StartSteps{"Review.BankReview"})),
            decision->actions.end());
  const auto older = decide(SubjectKind::kCase, walk.at, approved, newer, walk.rules);
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().code, "guard.steps_open");
}

TEST(CaseChart, TellsTheStepsThatAStageWaitsFor) {
  Walk walk = submitted_case();
  EXPECT_TRUE(open_steps(walk.at, walk.rules).empty());
  walk.rules.steps["Review.Preliminary"] = {"tax", "site"};
  walk.rules.steps["Review.BankReview"] = {"other"};
  EXPECT_EQ(open_steps(walk.at, walk.rules), (std::vector<string>{"site", "tax"}));
  ASSERT_TRUE(walk.post("StepCompleted", R"({"step":"tax","outcome":"passed"})"));
  EXPECT_EQ(open_steps(walk.at, walk.rules), std::vector<string>{"site"});
  ASSERT_TRUE(walk.post("StepCompleted", R"({"step":"tax","outcome":"not_passed"})"));
  EXPECT_EQ(open_steps(walk.at, walk.rules), (std::vector<string>{"site", "tax"}));
  EXPECT_TRUE(open_steps({"Review.Preliminary", "not JSON"}, walk.rules).empty());
}

TEST(CaseChart, RunsOnForTheOtherBankAfterAGrant) {
  Walk walk = pushed_case();
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("granted", 1, 1, 0)));
  EXPECT_EQ(walk.at.state, "Financing.Drawdown");
  ASSERT_TRUE(walk.post("DrawdownConcluded", R"({"drawn":0,"not_needed":1,"lapsed":0})"));
  EXPECT_EQ(walk.at.state, "Financing.Drawdown");  // another bank still decides
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("granted", 0, 2, 0)));
  EXPECT_TRUE(walk.did("tell several-lenders to task_force"));
  ASSERT_TRUE(walk.post("DrawdownConcluded", R"({"drawn":1,"not_needed":1,"lapsed":0})"));
  EXPECT_EQ(walk.at.state, "Financing.PostLoan");
}

TEST(CaseChart, LapsesWhenTheLastBankDeclinesAndNothingWillBeDrawn) {
  Walk walk = pushed_case();
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("granted", 1, 1, 0)));
  ASSERT_TRUE(walk.post("DrawdownConcluded", R"({"drawn":0,"not_needed":1,"lapsed":0})"));
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("declined", 0, 1, 1)));
  EXPECT_EQ(walk.at.state, "Closed");
  EXPECT_EQ(nlohmann::json::parse(walk.at.context)["outcome"], "lapsed");
}

TEST(CaseChart, WaitsForFeedbackThenGuides) {
  Walk walk = pushed_case();
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("declined", 1, 0, 1)));
  EXPECT_EQ(walk.at.state, "BankDecision");
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("declined", 0, 0, 1)));
  EXPECT_EQ(walk.at.state, "Feedback");
  ASSERT_TRUE(walk.post("GuidanceStarted"));
  EXPECT_EQ(walk.at.state, "Guidance");
  ASSERT_TRUE(walk.post("FeedbackCompleted", R"({"referral":"R"})"));  // late, and taken
  EXPECT_EQ(walk.at.state, "Guidance");
}

TEST(CaseChart, FinancesAfterACorrectedDecision) {
  for (const bool guided : {false, true}) {
    Walk walk = pushed_case(R"(["B1"])");
    ASSERT_TRUE(walk.post("ReferralConcluded", concluded("declined", 0, 0, 1)));
    if (guided) {
      ASSERT_TRUE(walk.post("GuidanceStarted"));
    }
    ASSERT_TRUE(walk.post("ReferralConcluded", concluded("granted", 0, 1, 0)));
    EXPECT_EQ(walk.at.state, "Financing.Drawdown");
  }
}

TEST(CaseChart, RefersAgainOnlyWhatPassedTheThreeLevels) {
  Walk rejected = submitted_case();
  ASSERT_TRUE(rejected.post("ReviewRejected", R"({"reason":"policy_unmet"})"));
  EXPECT_FALSE(rejected.post("ReferredAgain", R"({"banks":["B1"],"reason":"r"})"));
  EXPECT_EQ(rejected.refusal.code, "guard.not_reviewed");

  Walk walk = pushed_case(R"(["B1"])");
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("cancelled", 0, 0, 0)));
  EXPECT_EQ(walk.at.state, "Guidance");
  EXPECT_FALSE(walk.post("ReferredAgain", R"({"banks":["B3"],"reason":"r"})"));
  EXPECT_EQ(walk.refusal.code, "guard.consent_missing");
  ASSERT_TRUE(walk.post("ReferredAgain", R"({"banks":["B3"],"consent":true,"reason":"r"})"));
  EXPECT_EQ(walk.at.state, "Review.ConvenerSignature");
  EXPECT_FALSE(walk.post("ReviewApproved", kApproval, "li"));  // reviewed it before
  ASSERT_TRUE(walk.post("ReviewApproved", kApproval, "sun"));
  ASSERT_TRUE(walk.post("BatchPushed", R"({"batch":"2"})"));
  EXPECT_TRUE(walk.did("push to B3"));
}

TEST(CaseChart, CancelsUndecidedReferralsWhenWithdrawn) {
  Walk walk = pushed_case();
  ASSERT_TRUE(walk.post("Withdrawn", R"({"reason":"no_longer_needed"})"));
  EXPECT_TRUE(walk.did("post CaseWithdrawn to undecided"));
  EXPECT_FALSE(walk.did("leave list recommendation"));  // banks had it: figures show it apart
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("cancelled", 1, 0, 0)));
  EXPECT_EQ(walk.at.state, "Closed");
}

TEST(CaseChart, DoesNotWithdrawWhatWasDrawn) {
  Walk walk = pushed_case();
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("granted", 0, 2, 0)));
  ASSERT_TRUE(
      walk.post("DrawdownConcluded", R"({"drawn":1,"not_needed":0,"lapsed":0,"waiting":1})"));
  EXPECT_EQ(walk.at.state, "Financing.Drawdown");
  EXPECT_FALSE(walk.post("Withdrawn", R"({"reason":"no_longer_needed"})"));
  EXPECT_EQ(walk.refusal.code, "guard.already_drawn");
}

TEST(CaseChart, RemovesAfterAHearingAndTakesTheRemovalBack) {
  Walk walk = pushed_case();
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("declined", 1, 0, 1)));
  ASSERT_TRUE(walk.post("RemovedFromList", kRemoval, "sun"));
  EXPECT_EQ(walk.at.state, "Removed");
  EXPECT_TRUE(walk.did("leave list recommendation"));
  EXPECT_TRUE(walk.did("post CaseRemoved to undecided and declined"));
  ASSERT_TRUE(walk.post("RemovalRevoked", R"({"reason":"查明不实"})", "sun"));
  EXPECT_EQ(walk.at.state, "Review.Preliminary");
  EXPECT_TRUE(walk.did("enter list application"));
  EXPECT_TRUE(walk.post("ReviewApproved", kApproval, "li"));  // a new round: anybody may
}

TEST(CaseChart, OpensTheRemovalTaskOnceAndClosesItOnEveryWayOut) {
  Walk walk = pushed_case();
  ASSERT_TRUE(walk.post("ReferralConcluded", concluded("granted", 0, 1, 0)));
  ASSERT_TRUE(walk.post("DrawdownConcluded", R"({"drawn":1,"not_needed":0,"lapsed":0})"));
  const string misuse = R"({"checked_on":"2025-03-10","finding":"misuse","evidence":"e"})";
  ASSERT_TRUE(walk.post("UseChecked", misuse));
  EXPECT_TRUE(walk.did("open removal for county_convener"));
  ASSERT_TRUE(walk.post("UseChecked", misuse));
  EXPECT_TRUE(walk.actions.empty());
  ASSERT_TRUE(walk.post("RemovedFromList", kRemoval));
  EXPECT_TRUE(walk.did("close removal"));
  EXPECT_TRUE(walk.did("close post-loan"));
  EXPECT_TRUE(walk.post("UseChecked", misuse));  // the bank's loan is looked after all the same
}

TEST(CaseChart, ExtendsAClockWithoutLeavingTheState) {
  const string later =
      R"({"rule":"review-preliminary","until":"2025-03-20","reason":"r","authority":"a","clause":"c"})";
  Walk walk = submitted_case();
  const auto before = walk.at;
  ASSERT_TRUE(walk.post("DeadlineExtended", later));
  EXPECT_EQ(walk.done(), std::vector<string>{"extend review-preliminary until 2025-03-20"});
  EXPECT_EQ(walk.at, before);
  Walk deciding = pushed_case();  // its clocks are the referrals'
  EXPECT_FALSE(deciding.post("DeadlineExtended", later));
  EXPECT_EQ(deciding.refusal.code, "event.not_allowed_here");
}

TEST(CaseChart, TakesDocumentsWhileItIsOpenAndLetsThemGoAlways) {
  Walk walk = listed_case();
  const auto before = walk.at;
  ASSERT_TRUE(walk.post("DocumentAdded", kDocument));
  ASSERT_TRUE(walk.post("DocumentRemoved", R"({"document":"D1","reason":"误传"})"));
  EXPECT_EQ(walk.at, before);
  EXPECT_TRUE(walk.actions.empty());
  EXPECT_TRUE(pushed_case().post("DocumentAdded", kDocument));
  ASSERT_TRUE(walk.post("DuplicateFound", R"({"duplicate_of":"411502C000009"})"));
  EXPECT_FALSE(walk.post("DocumentAdded", kDocument));
  EXPECT_EQ(walk.refusal.code, "event.not_allowed_here");
  EXPECT_TRUE(walk.post("DocumentRemoved", R"({"document":"D1","reason":"误传"})"));
}

TEST(CaseChart, NamesWhatIsPossibleWhenItRefusesAnEvent) {
  Walk walk = listed_case();
  const auto before = walk.at;
  EXPECT_FALSE(walk.post("BatchPushed", R"({"batch":"1"})"));
  EXPECT_EQ(walk.refusal.code, "event.not_allowed_here");
  EXPECT_EQ(walk.refusal.allowed_events, allowed_events(SubjectKind::kCase, "Roster"));
  EXPECT_EQ(walk.at, before);
  EXPECT_NE(to_line(walk.refusal).find("名录"), string::npos);
}

TEST(CaseChart, TellsOfAnUnknownEvent) {
  const nlohmann::json data = nlohmann::json::object();
  const auto decision =
      decide(SubjectKind::kCase, {"Roster", "{}"}, {"Granted", data, "a", "a", Instant{}}, {});
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.error().code, "event.unknown");
}

}  // namespace
}  // namespace qianqiao
