// Another county's enterprise at this one's window: received here, decided by the city office.
#include "server/engine/reception.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/verifier.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

constexpr auto kCase = SubjectKind::kCase;
constexpr char kCode[] = "91411522MA3X0A1B6X";
constexpr char kWalkedIn[] =
    R"({"receipt_number":"W-1","channel":"window","basic_conditions_met":true,"consent":true})";
constexpr char kFlagged[] =
    R"({"receipt_number":"W-1","channel":"window","basic_conditions_met":true,"consent":true,)"
    R"("elsewhere":true})";

std::string to_county(const char* county) {
  return std::string(R"({"to_county":")") + county + R"(","reason":"注册地在该县"})";
}
std::string county(const char* code) {
  return std::string(R"({"county":")") + code + R"(","reason":"经核实"})";
}

std::vector<std::string> tasks(SmallCity& city, const SubjectId& id) {
  std::vector<std::string> out;
  for (const TaskRow& task : city.read()->tasks_of(id))
    out.push_back(task.kind + " for " + task.role + " of " + task.county);
  return out;
}
using Lines = std::vector<std::string>;

std::string differences(SmallCity& city) {
  std::string out;
  for (const Difference& difference : verify(city.store(), {}).differences)
    out += difference.kind + " " + difference.where + ": " + difference.words.en + "\n";
  return out;
}

EnterpriseRow guangshan() {
  EnterpriseRow row;
  row.name = "光山油茶有限公司";
  row.kind = "company";
  row.county = "411522";
  row.uscc = kCode;
  return row;
}

// The enterprise in the roster of its own county, with a case there.
SubjectId listed_at_home(SmallCity& city) {
  const EnterpriseRow row = guangshan();
  EXPECT_TRUE(city.engine().list_enterprises({&row, 1}, "system", std::nullopt).front());
  return city.read()->open_case_of(city.read()->enterprise_by_uscc(kCode)->id)->id;
}

// It comes to the window of 411502.
SubjectRow received(SmallCity& city, const EnterpriseRow& described = guangshan(),
                    const char* data = kWalkedIn) {
  EnterpriseRow row = as_received(described, "411502");
  city.engine().record([&](Writer& writer) {
    row.id = "411502E00010" + std::to_string(writer.next_number("411502", 'E'));
    writer.insert_enterprise(row);
  });
  Command command = city.command(kCase, "", "WalkedIn", data, "window_clerk-411502");
  command.opening = Opening{"411502", row.id, "", ""};
  const auto outcome = city.engine().execute(command);
  EXPECT_TRUE(outcome) << to_line(outcome.error());
  return outcome ? outcome->subject : SubjectRow{};
}

std::string refusal(const Outcome& outcome) { return outcome ? "" : outcome.error().code; }

TEST(Reception, WaitsForTheCityOfficeAndForNobodyElse) {
  SmallCity city;
  const SubjectRow row = received(city);
  EXPECT_EQ(row.configuration.state, "Received");
  EXPECT_EQ(row.county, "411502");
  EXPECT_EQ(tasks(city, row.id), Lines{"jurisdiction for city_office of 411502"});
  const auto inbox =
      city.read()->due_tasks({.role = "city_office", .counties = {"411502"}, .limit = 10});
  ASSERT_EQ(inbox.size(), 1u);
  EXPECT_EQ(inbox[0].task.subject, row.id);
  bool told = false;
  for (const MessageRow& message : city.read()->messages(0, 100))
    told = told || (message.notice == "enterprise-elsewhere" && message.person == "city_office");
  EXPECT_TRUE(told);
  // That it is another county's is the engine's word, and goes to history.
  const auto history = city.read()->history(row.id, 0, 1);
  EXPECT_TRUE(nlohmann::json::parse(history[0].data)["elsewhere"].get<bool>());

  EXPECT_EQ(refusal(city.post(kCase, row.id, "InformationWaived",
                              R"({"kind":"collateral","reason":"信用贷款"})", "leader-411502")),
            "event.not_allowed_here");
  EXPECT_EQ(refusal(city.post(kCase, row.id, "JurisdictionChanged", county("411502"),
                              "county_office-411502")),
            "authority.no_role");
  EXPECT_EQ(
      refusal(city.post(kCase, row.id, "Transferred", to_county("411522"), "county_office-411502")),
      "authority.no_role");
  EXPECT_EQ(
      refusal(city.post(kCase, row.id, "JurisdictionChanged", county("411522"), "office-411522")),
      "subject.not_found");
  EXPECT_EQ(city.subject(row.id).version, 1);
  EXPECT_EQ(differences(city), "");
}

TEST(Reception, KeepsTheCodeOutOfTheColumnUntilItIsDecided) {
  const EnterpriseRow row = as_received(guangshan(), "411502");
  EXPECT_TRUE(is_reception(row));
  EXPECT_EQ(row.uscc, "");
  EXPECT_EQ(row.county, "411502");
  EXPECT_EQ(reception_of(row).uscc, kCode);
  EXPECT_EQ(reception_of(row).county, "411522");
  EXPECT_FALSE(is_reception(guangshan()));
  EXPECT_EQ(settled(row).uscc, kCode);
  EXPECT_FALSE(is_reception(settled(row)));
  EXPECT_EQ(settled(guangshan()), guangshan());
}

TEST(Reception, StaysHereWhereTheCityOfficeSaysSo) {
  SmallCity city;
  const SubjectRow row = received(city);
  city.must(kCase, row.id, "JurisdictionChanged", county("411502"), "city_office");
  EXPECT_EQ(city.subject(row.id).configuration.state, "Application");
  EXPECT_EQ(tasks(city, row.id), Lines{"application for task_force of 411502"});
  const auto enterprise = city.read()->enterprise_by_uscc(kCode);
  ASSERT_TRUE(enterprise) << "nobody else has the code: it is this enterprise's now";
  EXPECT_EQ(enterprise->id, row.enterprise);
  EXPECT_EQ(enterprise->county, "411502");
  EXPECT_EQ(differences(city), "");
}

TEST(Reception, GoesToTheCountyThatTheCityOfficeNames) {
  SmallCity city;
  const SubjectRow row = received(city);
  city.must(kCase, row.id, "JurisdictionChanged", county("411522"), "city_office");
  EXPECT_EQ(city.subject(row.id).county, "411522");
  EXPECT_EQ(tasks(city, row.id), Lines{"application for task_force of 411522"});
  EXPECT_EQ(city.read()->enterprise_by_uscc(kCode)->county, "411522");
  EXPECT_EQ(refusal(city.post(kCase, row.id, "Withdrawn", R"({"reason":"no_longer_needed"})",
                              "task_force-411502")),
            "subject.not_found");
  EXPECT_EQ(differences(city), "");
}

TEST(Reception, IsTakenOverByTheOpenCaseOfItsCounty) {
  SmallCity city;
  const SubjectId home = listed_at_home(city);
  const SubjectRow row = received(city);
  EXPECT_NE(row.id, home);
  EXPECT_EQ(city.subject(home).configuration.state, "Roster") << "nothing happens there yet";
  city.must(kCase, row.id, "Transferred", to_county("411522"), "city_office");
  EXPECT_EQ(city.subject(row.id).configuration.state, "Closed");
  EXPECT_TRUE(tasks(city, row.id).empty());
  EXPECT_EQ(city.subject(home).configuration.state, "Application");
  EXPECT_EQ(tasks(city, home), Lines{"application for task_force of 411522"});
  const HistoryRow walked_in = city.read()->history(home, 1, 10).front();
  EXPECT_EQ(walked_in.event, "WalkedIn");
  EXPECT_EQ(walked_in.actor, "city_office");
  const auto data = nlohmann::json::parse(walked_in.data);
  EXPECT_EQ(data["receipt_number"], "W-1");
  EXPECT_FALSE(data.contains("elsewhere"));
  EXPECT_EQ(differences(city), "");
}

TEST(Reception, DoesNotDisturbACaseThatIsFurtherOn) {
  SmallCity city;
  const SubjectId home = listed_at_home(city);
  Command walk_in = city.command(kCase, home, "WalkedIn", kWalkedIn, "force-411522");
  walk_in.by_system = true;
  ASSERT_TRUE(city.engine().execute(walk_in));
  const SubjectRow row = received(city);
  city.must(kCase, row.id, "Transferred", to_county("411522"), "city_office");
  EXPECT_EQ(city.subject(home).version, 2);
  EXPECT_EQ(city.subject(home).configuration.state, "Application");
  EXPECT_EQ(city.subject(row.id).configuration.state, "Closed");
  EXPECT_EQ(differences(city), "");
}

TEST(Reception, OpensACaseWhereThereIsNone) {
  SmallCity city;
  const SubjectRow row = received(city);
  city.must(kCase, row.id, "Transferred", to_county("411522"), "city_office");
  const auto enterprise = city.read()->enterprise_by_uscc(kCode);
  ASSERT_TRUE(enterprise);
  EXPECT_EQ(enterprise->county, "411522");
  const auto opened = city.read()->open_case_of(enterprise->id);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->county, "411522");
  EXPECT_EQ(opened->id.substr(0, 7), "411522C");
  EXPECT_EQ(opened->case_id, row.id);
  EXPECT_EQ(opened->configuration.state, "Application");
  EXPECT_EQ(tasks(city, opened->id), Lines{"application for task_force of 411522"});
  EXPECT_EQ(differences(city), "");
}

// One enterprise has one open case, also across counties.
TEST(Reception, IsNotKeptHereBesideAnOpenCaseElsewhere) {
  SmallCity city;
  const SubjectId home = listed_at_home(city);
  const SubjectRow row = received(city);
  for (const char* code : {"411502", "411522"}) {
    const auto outcome =
        city.post(kCase, row.id, "JurisdictionChanged", county(code), "city_office");
    ASSERT_FALSE(outcome) << code;
    EXPECT_EQ(outcome.error().code, "case.already_open");
  }
  city.must(kCase, home, "Transferred", to_county("411502"), "city_office");
  // Listed here by that transfer, and received here besides: the reception is a duplicate now.
  const auto listed = city.read()->open_case_of(city.read()->enterprise_by_uscc(kCode)->id);
  ASSERT_TRUE(listed);
  EXPECT_EQ(listed->county, "411502");
  EXPECT_EQ(listed->configuration.state, "Roster");
  city.must(kCase, row.id, "DuplicateFound", R"({"duplicate_of":")" + listed->id + R"("})",
            "city_office");
  EXPECT_EQ(city.subject(row.id).configuration.state, "Closed");
  EXPECT_EQ(differences(city), "");
}

TEST(Reception, SaysNothingOfTheOtherCountysCase) {
  SmallCity city;
  const SubjectRow unknown = received(city);
  SmallCity second;
  const SubjectId home = listed_at_home(second);
  const SubjectRow known = received(second);
  // The very same answer, whether or not the enterprise has a case where it belongs.
  EXPECT_EQ(known.id, unknown.id);
  EXPECT_EQ(known.enterprise, unknown.enterprise);
  EXPECT_EQ(known.case_id, "");
  EXPECT_EQ(known.configuration, unknown.configuration);
  EXPECT_EQ(known.version, unknown.version);
  // Its code is the other county's: that is all that linking it tells.
  const auto linked =
      second.post(kCase, known.id, "IdentityLinked", std::string(R"({"uscc":")") + kCode + R"("})",
                  "task_force-411502");
  ASSERT_FALSE(linked);
  EXPECT_EQ(linked.error().code, "enterprise.code_elsewhere");
  EXPECT_EQ(to_line(linked.error()).find(home), std::string::npos);
  EXPECT_EQ(to_line(linked.error()).find("411522E"), std::string::npos);
  // Nor is the other county's enterprise opened by its id.
  Command by_id = second.command(kCase, "", "WalkedIn", kWalkedIn, "window_clerk-411502");
  by_id.opening = Opening{"411502", second.read()->enterprise_by_uscc(kCode)->id, "", ""};
  EXPECT_EQ(refusal(second.engine().execute(by_id)), "enterprise.not_found");
  by_id.opening->county.clear();
  const auto foreign = second.engine().execute(by_id);
  EXPECT_EQ(refusal(foreign), "enterprise.not_found");
  EXPECT_EQ(to_line(foreign.error()).find(home), std::string::npos);
}

TEST(Reception, ByWordOfTheWindowEndsTheRoundsClock) {
  SmallCity city;
  const SubjectId id = city.listed();
  ASSERT_TRUE(city.engine().open_round(
      {"", "411502", "第一轮", *parse_date("2025-03-03"), *parse_date("2025-04-30")}));
  while (city.engine().sweep().more_due) {
  }
  city.must(kCase, id, "WalkedIn", kFlagged, "window_clerk-411502");
  EXPECT_EQ(city.subject(id).configuration.state, "Received");
  EXPECT_EQ(tasks(city, id), Lines{"jurisdiction for city_office of 411502"});
  for (const DeadlineRow& deadline : city.read()->deadlines_of(id))
    EXPECT_NE(deadline.state, DeadlineState::kRunning) << deadline.rule;
  city.must(kCase, id, "Transferred", to_county("411522"), "city_office");
  EXPECT_EQ(city.read()->open_case_of(city.subject(id).enterprise)->county, "411522");
  EXPECT_EQ(differences(city), "");
}

TEST(Transfer, ListsTheEnterpriseOnTheOtherCountysRoster) {
  SmallCity city;
  const SubjectId id = city.listed();
  ASSERT_TRUE(city.engine().open_round(
      {"", "411522", "第一轮", *parse_date("2025-03-03"), *parse_date("2025-04-30")}));
  city.must(kCase, id, "Transferred", to_county("411522"), "city_office");
  const auto opened = city.read()->open_case_of(city.subject(id).enterprise);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->county, "411522");
  EXPECT_EQ(opened->township, "") << "a township of the county that it left";
  EXPECT_EQ(opened->configuration.state, "Roster");
  EXPECT_EQ(visiting_round(opened->configuration), "411522-2025-1");
  EXPECT_EQ(city.read()->enterprise(opened->enterprise)->county, "411522");
  // Whoever goes on with the closed case is told that it went, and not where to.
  const auto again = city.post(kCase, id, "WalkedIn", kWalkedIn, "window_clerk-411502");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "case.transferred");
  EXPECT_EQ(to_line(again.error()).find(opened->id), std::string::npos);
  EXPECT_EQ(differences(city), "");
}

TEST(Transfer, NeedsAnotherCountyThatIsThere) {
  SmallCity city;
  const SubjectId id = city.listed();
  EXPECT_EQ(refusal(city.post(kCase, id, "Transferred", to_county("411502"), "city_office")),
            "case.same_county");
  for (const char* nowhere : {"411525", "4115", "BANK-A"})
    EXPECT_EQ(refusal(city.post(kCase, id, "Transferred", to_county(nowhere), "city_office")),
              "organisation.not_found")
        << nowhere;
  EXPECT_EQ(refusal(city.post(kCase, id, "JurisdictionChanged", county("nowhere"), "city_office")),
            "organisation.not_found");
  EXPECT_EQ(refusal(city.post(kCase, id, "JurisdictionChanged",
                              R"({"county":"411522","township":"411502001","reason":"搬迁"})",
                              "city_office")),
            "organisation.not_found");
  city.must(kCase, id, "JurisdictionChanged", county("411522"), "city_office");
  EXPECT_EQ(city.subject(id).township, "") << "a township of the county that it left";
  EXPECT_EQ(city.read()->enterprise(city.subject(id).enterprise)->county, "411522");
}

}  // namespace
}  // namespace qianqiao
