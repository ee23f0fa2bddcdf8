// Saved views, and the open cases of each stage counted.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

SavedViewRow a_view(const std::string& owner, const std::string& role) {
  SavedViewRow row;
  row.owner = owner;
  row.page = "cases";
  row.name = "本周到期";
  row.query = R"({"overdue":"1"})";
  row.role = role;
  row.place = role.empty() ? "" : "411502";
  row.created_ms = 1000;
  return row;
}

TEST_P(StoreSuite, AViewIsItsOwnersAndThatOfWhoItIsSharedWith) {
  SavedViewRow own = a_view("zhang", ""), shared = a_view("li", "task_force");
  write([&](Writer& w) {
    own.id = w.insert_saved_view(own);
    shared.id = w.insert_saved_view(shared);
  });
  EXPECT_EQ(store_->reader()->saved_view(own.id), own);
  EXPECT_EQ(store_->reader()->saved_views_of("zhang"), std::vector{own});
  EXPECT_EQ(store_->reader()->saved_views_shared("task_force"), std::vector{shared});
  EXPECT_TRUE(store_->reader()->saved_views_shared("").empty());
  own.name = "另一个名字";
  write([&](Writer& w) { w.update_saved_view(own); });
  EXPECT_EQ(store_->reader()->saved_view(own.id), own);
  write([&](Writer& w) { w.delete_saved_view(own.id); });
  EXPECT_EQ(store_->reader()->saved_view(own.id), std::nullopt);
}

TEST_P(StoreSuite, StagesCountOpenCasesByAgeAndThoseOverdue) {
  const Instant now = parse_instant("2025-06-30T15:00:00+08:00").value();
  const auto opened = [&](SubjectRow row, const char* day, const char* state) {
    row.opened_ms = to_milliseconds(parse_instant(std::string(day) + "T23:00:00+08:00").value());
    row.closed_ms.reset();
    row.configuration.state = state;
    return row;
  };
  const SubjectRow young = opened(a_case("C1", "E1"), "2025-06-01", "Visit.Planned"),
                   month = opened(a_case("C2", "E2"), "2025-05-31", "Visit.Unplanned"),
                   old = opened(a_case("C3", "E3"), "2025-03-01", "Review.Preliminary");
  SubjectRow closed = opened(a_case("C4", "E4"), "2025-06-01", "Closed");
  closed.closed_ms = closed.opened_ms;
  write([&](Writer& w) {
    for (const SubjectRow& row : {young, month, old, closed}) w.insert_subject(row);
    DeadlineRow late = a_deadline("C3", 5000), running = a_deadline("C1", 5000);
    late.state = running.state = DeadlineState::kRunning;
    late.due_ms = to_milliseconds(now) - 1000;
    running.due_ms = to_milliseconds(now);
    w.insert_deadline(late);
    w.insert_deadline(running);
    w.put_case_amount("C1", 50);
    w.put_case_amount("C2", 7);
    w.put_case_amount("C2", 70);
    w.put_case_amount("C4", 1000);  // not open
  });
  EXPECT_EQ(store_->reader()->case_amount("C2"), 70);
  EXPECT_EQ(store_->reader()->case_amount("C3"), std::nullopt);
  StageQuery query;
  query.now = now;
  const std::vector<StageTally> expected = {{"Review", 1, 1, {0, 0, 0, 1}},
                                            {"Visit", 2, 0, {1, 1, 0, 0}, 120}};
  EXPECT_EQ(store_->reader()->stage_tallies(query), expected);
  query.county = "no such county";
  EXPECT_TRUE(store_->reader()->stage_tallies(query).empty());
  query.county.clear();
  query.sight = Sight{};
  EXPECT_TRUE(store_->reader()->stage_tallies(query).empty());
}

}  // namespace
}  // namespace qianqiao
