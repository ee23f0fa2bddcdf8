// Every search uses an index: SQLite's own plan of each statement that the store prepares.
#include <set>

#include "server/store/deadline_table.h"
#include "server/store/enterprise_table.h"
#include "server/store/statements.h"
#include "server/store/subject_listing.h"
#include "tests/unit/store/scratch.h"

namespace qianqiao {
namespace {

class QueryPlans : public ::testing::Test {
 protected:
  QueryPlans() : file_(made(scratch_)) {}

  static std::string made(const ScratchDirectory& scratch) {
    opened(options_for(scratch.path()));
    return scratch / "qianqiao.db";
  }
  // The lines of the plan, one text.
  std::string plan(std::string_view sql) {
    std::string out;
    for (const auto& line : file_.rows("EXPLAIN QUERY PLAN " + std::string(sql), 3))
      out += line + "\n";
    return out;
  }
  int parameters(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(file_.handle(), sql.data(), static_cast<int>(sql.size()),
                                 &statement, nullptr),
              SQLITE_OK)
        << sql << ": " << sqlite3_errmsg(file_.handle());
    const int count = sqlite3_bind_parameter_count(statement);
    columns_ = sqlite3_column_count(statement);
    sqlite3_finalize(statement);
    return count;
  }

  ScratchDirectory scratch_;
  RawFile file_;
  int columns_ = 0;
};

TEST_F(QueryPlans, NoSearchScansATable) {
  for (const Sql* sql : sql::searches()) {
    const std::string lines = plan(sql->text);
    EXPECT_EQ(lines.find("failed"), std::string::npos) << sql->text << "\n" << lines;
    // An index that is read in order from where a partial index or LIMIT ends is no scan of a
    // table; anything else that begins with SCAN is one.
    for (std::size_t at = lines.find("SCAN"); at != std::string::npos;
         at = lines.find("SCAN", at + 1)) {
      const std::string line = lines.substr(at, lines.find('\n', at) - at);
      EXPECT_TRUE(line.find("USING INDEX") != std::string::npos ||
                  line.find("USING COVERING INDEX") != std::string::npos ||
                  line.find("json_each") != std::string::npos ||   // a parameter's few values
                  line.find("(subquery-") != std::string::npos ||  // what an index gave it
                  sql->text.find("DESC LIMIT") != std::string::npos ||
                  sql->text.find("DESC LIMIT 1") != std::string::npos)
          << sql->text << "\n"
          << lines;
    }
  }
}

TEST_F(QueryPlans, NothingIsSortedThatCanBeLong) {
  const std::set<const Sql*> short_ones = {&sql::kLastCaseOf, &sql::kRungsOf, &sql::kDocuments,
                                           &sql::kDueTasks};
  for (const Sql* sql : sql::searches()) {
    if (short_ones.contains(sql)) continue;
    EXPECT_EQ(plan(sql->text).find("TEMP B-TREE"), std::string::npos) << sql->text << "\n"
                                                                      << plan(sql->text);
  }
}

TEST_F(QueryPlans, EveryStatementSaysItsParametersAndColumns) {
  auto all = sql::searches();
  all.insert(all.end(), sql::walks().begin(), sql::walks().end());
  for (const Sql* sql : all) {
    EXPECT_EQ(parameters(sql->text), static_cast<int>(sql->parameters.size())) << sql->text;
    EXPECT_EQ(columns_, static_cast<int>(sql->columns.size())) << sql->text;
  }
}

TEST_F(QueryPlans, EveryCombinationOfFiltersUsesTheBestIndex) {
  for (int bits = 0; bits < 256; ++bits) {
    SubjectFilter filter;
    if (bits & 1) filter.kind = SubjectKind::kCase;
    if (bits & 2) filter.county = "411502";
    if (bits & 4) filter.township = "411502100";
    if (bits & 8) filter.state = "Review";
    if (bits & 16) filter.organisation = "bank";
    if (bits & 32) filter.case_id = "411502C1";
    if (bits & 64) filter.enterprise = "411502E1";
    filter.open_only = (bits & 128) != 0;
    const ComposedQuery listing = subject_listing(filter);
    EXPECT_EQ(parameters(listing.text), static_cast<int>(listing.values.size()));
    EXPECT_EQ(columns_, static_cast<int>(sql::kSubjectKinds.size()));
    const std::string lines = plan(listing.text);
    EXPECT_NE(lines.find("SEARCH subject"), std::string::npos) << listing.text << "\n" << lines;
    EXPECT_EQ(lines.find("SCAN"), std::string::npos) << listing.text << "\n" << lines;
    // Whoever asks for one of these gets few rows: no walk along the ids of the whole city.
    if (bits & (4 | 16 | 32 | 64)) {
      EXPECT_EQ(lines.find("sqlite_autoindex_subject_1"), std::string::npos) << listing.text << "\n"
                                                                             << lines;
    }
  }
}

TEST_F(QueryPlans, ASightIsSearchedNotScanned) {
  const std::vector<Sight> sights = {{.counties = {"411502"}},
                                     {.counties = {"411502", "411503"}},
                                     {.townships = {"411502100", "411502200"}},
                                     {.parties = {"bank"}},
                                     {.counties = {"411502"}, .parties = {"bank"}}};
  for (const Sight& sight : sights) {
    SubjectFilter filter{.kind = SubjectKind::kReferral};
    filter.sight = sight;
    const ComposedQuery listing = subject_listing(filter);
    EXPECT_EQ(parameters(listing.text), static_cast<int>(listing.values.size()));
    const std::string lines = plan(listing.text);
    EXPECT_NE(lines.find("SEARCH subject"), std::string::npos) << listing.text << "\n" << lines;
    EXPECT_EQ(lines.find("SCAN subject"), std::string::npos) << listing.text << "\n" << lines;
  }
}

// A word that every name has must give its first page without gathering all that it finds.
TEST_F(QueryPlans, ASearchIsReadInItsOwnOrder) {
  SubjectFilter cases{.kind = SubjectKind::kCase, .county = "411502", .words = "茶叶"};
  EnterpriseFilter enterprises{.county = "411502", .words = "茶叶"};
  enterprises.sight = Sight{.counties = {"411502"}, .parties = {"bank"}};
  for (const ComposedQuery& query : {subject_listing(cases), enterprise_listing(enterprises)}) {
    EXPECT_EQ(parameters(query.text), static_cast<int>(query.values.size()));
    const std::string lines = plan(query.text);
    EXPECT_NE(lines.find("VIRTUAL TABLE INDEX"), std::string::npos) << lines;
    EXPECT_EQ(lines.find("county=?"), std::string::npos) << "the whole county for each: " << lines;
    EXPECT_EQ(lines.find("TEMP B-TREE"), std::string::npos) << lines;
    EXPECT_EQ(lines.find("SCAN subject"), std::string::npos) << lines;
    EXPECT_EQ(lines.find("SCAN enterprise\n"), std::string::npos) << lines;
  }
}

TEST_F(QueryPlans, CasesByTheirClocksAndBanksAreSearchedNotScanned) {
  SubjectFilter late{.kind = SubjectKind::kCase, .county = "411502"};
  late.due_before = from_milliseconds(1);
  SubjectFilter pushed{.kind = SubjectKind::kCase, .pushed_to = "bank"};
  pushed.pushed_sight = Sight{.counties = {"411502"}};
  for (const SubjectFilter& filter : {late, pushed}) {
    const ComposedQuery query = subject_listing(filter);
    EXPECT_EQ(parameters(query.text), static_cast<int>(query.values.size()));
    const std::string lines = plan(query.text);
    EXPECT_EQ(lines.find("SCAN subject"), std::string::npos) << lines;
    EXPECT_EQ(lines.find("SCAN deadline"), std::string::npos) << lines;
    EXPECT_EQ(lines.find("TEMP B-TREE"), std::string::npos) << lines;
  }
}

// What the screens ask all day: a county's cases of one stage, in order, page by page.
TEST_F(QueryPlans, CasesOfAStageAreReadInOrderFromTheirIndex) {
  for (const char* state : {"Review", "Review.LeaderReview"}) {
    SubjectFilter filter;
    filter.kind = SubjectKind::kCase;
    filter.county = "411502";
    filter.state = state;
    EXPECT_EQ(plan(subject_listing(filter).text),
              "SEARCH subject USING INDEX case_by_stage (county=? AND stage=? AND id>?)\n");
  }
}

// The newest or the oldest of a county, or of the city: not gathered and sorted first.
TEST_F(QueryPlans, CasesByOpeningAreReadInOrderFromTheirIndex) {
  for (const SubjectOrder order : {SubjectOrder::kOpening, SubjectOrder::kOpeningDown})
    for (const char* county : {"", "411502"})
      for (const char* after : {"", "411502C000001"})
        for (const bool open_only : {false, true}) {
          SubjectFilter filter{
              .kind = SubjectKind::kCase, .county = county, .open_only = open_only};
          filter.order = order;
          filter.after = after;
          const ComposedQuery listing = subject_listing(filter);
          EXPECT_EQ(parameters(listing.text), static_cast<int>(listing.values.size()));
          const std::string lines = plan(listing.text);
          EXPECT_NE(lines.find("by_opening"), std::string::npos) << listing.text << "\n" << lines;
          EXPECT_EQ(lines.find("TEMP B-TREE"), std::string::npos) << listing.text << "\n" << lines;
        }
  SubjectFilter down{.kind = SubjectKind::kCase, .county = "411502"};
  down.order = SubjectOrder::kNumberDown;
  EXPECT_EQ(plan(subject_listing(down).text).find("TEMP B-TREE"), std::string::npos);
}

// A few of many are sorted rather than looked for along all days.
TEST_F(QueryPlans, AFewCasesByOpeningAreFoundFirst) {
  SubjectFilter stage{.kind = SubjectKind::kCase, .county = "411502", .state = "Feedback"};
  SubjectFilter townships{.kind = SubjectKind::kCase};
  townships.sight = Sight{.townships = {"411502100", "411502200"}};
  for (SubjectFilter filter : {stage, townships}) {
    filter.order = SubjectOrder::kOpening;
    EXPECT_EQ(plan(subject_listing(filter).text).find("by_opening"), std::string::npos);
  }
}

// Whoever has read thousands of letters does not wait for the few that are new.
TEST_F(QueryPlans, AnInboxIsReadInOrderFromItsIndex) {
  for (const Sql* sql : {&sql::kInbox, &sql::kUnreadInbox})
    EXPECT_EQ(plan(sql->text), "SEARCH message USING INDEX inbox_of_person (person=? AND id<?)\n");
}

// A city has a million of them: from an index in order, whatever else is asked.
TEST_F(QueryPlans, RunningDeadlinesAreReadInOrderFromTheirIndex) {
  for (int bits = 0; bits < 32; ++bits) {
    DeadlineFilter filter;
    if (bits & 1) filter.county = "411502";
    if (bits & 2) filter.rule = "push";
    if (bits & 4) filter.effect = Effect::kStatutory;
    filter.provisional_only = (bits & 8) != 0;
    if (bits & 16) filter.due_before = from_milliseconds(1);
    const ComposedQuery listing = deadline_listing(filter);
    EXPECT_EQ(parameters(listing.text), static_cast<int>(listing.values.size()));
    EXPECT_EQ(columns_, static_cast<int>(sql::kListedDeadlineKinds.size()));
    const std::string lines = plan(listing.text);
    EXPECT_TRUE(lines.starts_with("SEARCH d USING INDEX deadline_by_due (due_ms>?")) << lines;
    EXPECT_EQ(lines.find("TEMP B-TREE"), std::string::npos) << lines;
    EXPECT_EQ(lines.find("SCAN"), std::string::npos) << lines;
  }
}

// A bank's few among a city's many: by what is its own, and sorted.
TEST_F(QueryPlans, RunningDeadlinesOfAPartyAreFoundByIt) {
  DeadlineFilter filter;
  filter.sights = KindSights{{.parties = {"bank"}}, {.parties = {"bank"}}, {.parties = {"bank"}}};
  const ComposedQuery listing = deadline_listing(filter);
  EXPECT_EQ(parameters(listing.text), static_cast<int>(listing.values.size()));
  const std::string lines = plan(listing.text);
  EXPECT_NE(lines.find("deadline_of_subject"), std::string::npos) << lines;
}

}  // namespace
}  // namespace qianqiao
