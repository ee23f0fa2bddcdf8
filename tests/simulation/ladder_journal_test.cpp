// What the journal of a simulation says of one silent bank, day by day.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/engine/simulation/simulator.h"
#include "tests/simulation/data_directory.h"
#include "tests/simulation/invariants.h"

namespace qianqiao {
namespace {

using nlohmann::json;
using test::House;
using test::TemporaryDirectory;

// A city of few enterprises; the first one's case is taken to its bank by hand.
class SilentBank : public ::testing::Test {
 protected:
  SilentBank() : house_(directory_.path(), at_local_time(Date{}, std::chrono::hours(0)), 3) {
    EXPECT_TRUE(build_demo(*house_.engine, house_.clock, test::small_demo(3, 10, 0)));
    case_ = house_.store->reader()->subjects({}).front().id;
  }

  void post(SubjectKind kind, const SubjectId& subject, const char* event, const json& data,
            const PersonId& actor) {
    auto command = make_command(kind, event, data.dump());
    ASSERT_TRUE(command) << to_line(command.error());
    command->subject = subject;
    command->actor = actor;
    const Outcome outcome = house_.engine->execute(*command);
    ASSERT_TRUE(outcome) << event << ": " << to_line(outcome.error());
  }
  void post(const char* event, const json& data, const PersonId& actor) {
    post(SubjectKind::kCase, case_, event, data, "shihe." + actor);
  }

  void push_to_bank() {
    json need = {{"amount_fen", 100'000'000}, {"purpose", "备货"}};
    post("WalkedIn",
         {{"receipt_number", "1"},
          {"channel", "window"},
          {"basic_conditions_met", true},
          {"consent", true},
          {"need", need}},
         "window");
    json standards;
    for (const char* name :
         {"compliant_operation", "fixed_premises", "genuine_need", "good_credit", "lawful_use"})
      standards[name] = {{"met", true}, {"evidence", "证照"}};
    post("ApplicationSubmitted",
         {{"standards", standards},
          {"banks", {"DEMO-BANK-1"}},
          {"amount_fen", 100'000'000},
          {"purpose", "备货"},
          {"term_months", 12},
          {"consent", true}},
         "force1");
    for (const std::string& kind : information_kinds())
      post("InformationRecorded",
           {{"kind", kind}, {"conclusion", "favourable"}, {"source", "演示"}, {"authorised", true}},
           "force1");
    json approval = {
        {"opinion", "同意"},
        {"findings", {{"policy", true}, {"authenticity", true}, {"completeness", true}}},
        {"no_new_implicit_debt", true}};
    post("ReviewApproved", approval, "reviewer1");
    approval["conflict_of_interest"] = false;
    post("ReviewApproved", approval, "bankreviewer1");
    post("ReviewApproved", approval, "leader");
    post("ReviewApproved", {{"opinion", "同意"}}, "convener");
    post("BatchPushed", {{"batch", "1"}}, "force1");
    SubjectFilter filter;
    filter.kind = SubjectKind::kReferral;
    referral_ = house_.store->reader()->subjects(filter).front().id;
  }
  void bank_posts(const char* event, const json& data) {
    post(SubjectKind::kReferral, referral_, event, data, "bank1.contact1");
  }

  void run(int days) {
    SimulationOptions options;
    options.days = days;
    options.actors = ActorKind::kNobody;
    options.journal = [this](const JournalEntry& entry) { journal_.push_back(entry); };
    options.every_night = [this](Date) {
      EXPECT_EQ(test::broken_invariants(*house_.store, house_.engine->now()), "");
    };
    const SimulationReport report = simulate(*house_.engine, house_.clock, options);
    EXPECT_EQ(report.events, 0);
    EXPECT_EQ(test::differences(*house_.store), "");
  }

  // "2025-03-24 09:00 ahead-7" of this rule and referral.
  std::vector<std::string> rungs(const std::string& rule) {
    std::vector<std::string> lines;
    for (const JournalEntry& entry : journal_)
      if (entry.what == JournalEntry::What::kRung && entry.subject == referral_ &&
          entry.rule == rule)
        lines.push_back(when(entry) + " " + entry.rung);
    return lines;
  }
  // "2025-04-03 00:00 overdue inbox bank1.head bank_head", sorted within one instant.
  std::vector<std::string> told(const std::string& rule, const std::string& channel) {
    std::vector<std::string> lines;
    for (const JournalEntry& entry : journal_)
      if (entry.what == JournalEntry::What::kMessage && entry.subject == referral_ &&
          entry.rule == rule && entry.channel == channel)
        lines.push_back(when(entry) + " " + entry.rung + " " + entry.person + " " + entry.role);
    std::sort(lines.begin(), lines.end());
    return lines;
  }
  static std::string when(const JournalEntry& entry) {
    std::string text = format_instant(entry.at).substr(0, 16);
    text[10] = ' ';
    return text;
  }

  TemporaryDirectory directory_;
  House house_;
  SubjectId case_, referral_;
  std::vector<JournalEntry> journal_;
};

// 30 days from Monday 3 March end on Wednesday 2 April; 清明 (4 to 6 April) and the weekends are
// passed over.
TEST_F(SilentBank, DecisionClimbsToTheProvinceOnTheRightDays) {
  push_to_bank();
  bank_posts("Contacted", {{"contacted_on", "2025-03-03"}, {"channel", "phone"}});
  bank_posts("MaterialsCompleted", json::object());
  run(70);
  EXPECT_EQ(rungs("bank-decision"),
            (std::vector<std::string>{"2025-03-24 09:00 ahead-7", "2025-03-28 09:00 ahead-3",
                                      "2025-04-01 09:00 ahead-1", "2025-04-03 00:00 overdue",
                                      "2025-04-08 09:00 escalate-1", "2025-04-14 09:00 escalate-2",
                                      "2025-04-24 09:00 escalate-3"}));
  EXPECT_EQ(told("bank-decision", "inbox"),
            (std::vector<std::string>{
                "2025-03-24 09:00 ahead-7 bank1.contact1 bank_contact",
                "2025-03-24 09:00 ahead-7 bank1.contact2 bank_contact",
                "2025-03-28 09:00 ahead-3 bank1.contact1 bank_contact",
                "2025-03-28 09:00 ahead-3 bank1.contact2 bank_contact",
                "2025-04-01 09:00 ahead-1 bank1.contact1 bank_contact",
                "2025-04-01 09:00 ahead-1 bank1.contact2 bank_contact",
                "2025-04-03 00:00 overdue bank1.contact1 bank_contact",
                "2025-04-03 00:00 overdue bank1.contact2 bank_contact",
                "2025-04-03 00:00 overdue bank1.head bank_head",
                "2025-04-03 00:00 overdue shihe.force1 task_force",
                "2025-04-03 00:00 overdue shihe.force2 task_force",
                "2025-04-03 00:00 overdue shihe.force3 task_force",
                "2025-04-08 09:00 escalate-1 shihe.leader leader",
                "2025-04-14 09:00 escalate-2 city.office city_office",
                "2025-04-14 09:00 escalate-2 shihe.convener county_convener",
                "2025-04-24 09:00 escalate-3 city.convener1 city_convener",
                "2025-04-24 09:00 escalate-3 city.convener2 city_convener",
            }));
  // Letters leave in working hours: what was claimed at midnight goes out at nine.
  const auto letters = told("bank-decision", "email");
  EXPECT_NE(
      std::find(letters.begin(), letters.end(), "2025-04-03 09:00 overdue bank1.head bank_head"),
      letters.end());
  for (const std::string& letter : letters) EXPECT_EQ(letter.substr(11, 5), "09:00") << letter;
  const auto listed = house_.store->reader()->list_entries({"411502", "province_report"});
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed.front().subject, referral_);
  EXPECT_EQ(format_instant(from_milliseconds(listed.front().entered_ms)),
            "2025-04-24T09:00:00+08:00");
}

// 5 working days from Monday 3 March end on Monday 10 March.
TEST_F(SilentBank, FeedbackClimbsFaster) {
  push_to_bank();
  bank_posts("Declined", {{"decided_on", "2025-03-03"}});
  run(40);
  EXPECT_EQ(rungs("bank-feedback"),
            (std::vector<std::string>{"2025-03-07 09:00 ahead-1", "2025-03-11 00:00 overdue",
                                      "2025-03-11 09:00 escalate-1", "2025-03-13 09:00 escalate-2",
                                      "2025-03-19 09:00 escalate-3"}));
  EXPECT_TRUE(rungs("bank-decision").empty());
}

// A decision stops the ladder where it stands.
TEST_F(SilentBank, LadderIsQuietAfterTheDecision) {
  push_to_bank();
  bank_posts("MaterialsCompleted", json::object());
  run(25);
  bank_posts("Declined", json::object());
  const std::size_t before = rungs("bank-decision").size();
  EXPECT_EQ(before, 1u);  // seven working days before, and nothing after
  run(60);
  EXPECT_EQ(rungs("bank-decision").size(), before);
}

TEST_F(SilentBank, JournalIsTheSameEachTime) {
  push_to_bank();
  bank_posts("MaterialsCompleted", json::object());
  run(70);
  ASSERT_FALSE(journal_.empty());
  std::int64_t last = 0;
  for (const JournalEntry& entry : journal_) {
    EXPECT_GE(to_milliseconds(entry.at), last);
    last = to_milliseconds(entry.at);
    EXPECT_NE(journal_line(entry).find(entry.subject), std::string::npos);
    EXPECT_EQ(journal_json(entry)["subject"], entry.subject);
  }
}

}  // namespace
}  // namespace qianqiao
