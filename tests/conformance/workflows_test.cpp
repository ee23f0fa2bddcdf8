// Workflow drafts and publications.
#include "server/ports/workflow_records.h"
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

WorkflowDraftRow a_draft(const std::string& area) {
  WorkflowDraftRow row;
  row.area = area;
  row.title = "更严的时限";
  row.yaml = "overlay: 甲\n";
  row.base_version = "0123456789ab";
  row.author = "zhang";
  row.created_ms = row.changed_ms = 1000;
  return row;
}

WorkflowVersionRow a_publication(const std::string& area, Date effective_on,
                                 std::optional<std::int64_t> in_force_ms) {
  WorkflowVersionRow row;
  row.area = area;
  row.version = "abcdef012345";
  row.yaml = "overlay: 甲\n";
  row.reason = "更严的时限";
  row.published_by = "zhang";
  row.approved_by = "li";
  row.published_ms = 2000;
  row.effective_on = effective_on;
  row.in_force_ms = in_force_ms;
  return row;
}

constexpr Date kMonday{std::chrono::days(20000)}, kTuesday{std::chrono::days(20001)};

TEST_P(StoreSuite, DraftsComeBackAsTheyWereChanged) {
  auto first = a_draft("411502"), second = a_draft("411502"), foreign = a_draft("411525");
  write([&](Writer& w) {
    for (WorkflowDraftRow* row : {&first, &second, &foreign})
      row->id = w.workflow_writes().insert_draft(*row);
  });
  EXPECT_LT(first.id, second.id);
  first.yaml = "";
  first.revision = 2;
  first.approved_by = "li";
  first.state = draft_state::kDiscarded;
  first.changed_ms = 3000;
  write([&](Writer& w) { w.workflow_writes().update_draft(first); });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->workflows().draft(first.id), first);
  EXPECT_EQ(reader->workflows().drafts("411502", 0, 10), (std::vector{second, first}));
  EXPECT_EQ(reader->workflows().drafts("411502", second.id, 10), std::vector{first});
  EXPECT_EQ(reader->workflows().drafts("411502", 0, 1), std::vector{second});
  EXPECT_FALSE(reader->workflows().draft(foreign.id + 1));
}

TEST_P(StoreSuite, PublicationsWaitForTheirDay) {
  auto past = a_publication("411502", kMonday, 2000);
  auto later = a_publication("411502", kTuesday, std::nullopt);
  auto soon = a_publication("411525", kMonday, std::nullopt);
  later.draft = 7;
  soon.reverts = 3;
  write([&](Writer& w) {
    for (WorkflowVersionRow* row : {&past, &later, &soon})
      row->id = w.workflow_writes().insert_publication(*row);
  });
  {
    const auto reader = store_->reader();
    EXPECT_EQ(reader->workflows().publication(later.id), later);
    EXPECT_EQ(reader->workflows().publications("411502", 0, 10), (std::vector{later, past}));
    EXPECT_EQ(reader->workflows().publications("411502", later.id, 10), std::vector{past});
    EXPECT_EQ(reader->workflows().waiting_publications(), (std::vector{soon, later}));
    EXPECT_EQ(reader->workflows().next_effective_day(), kMonday);
  }
  write([&](Writer& w) {
    w.workflow_writes().bring_into_force(soon.id, from_milliseconds(5000));
    w.workflow_writes().withdraw_waiting("411502");
  });
  soon.in_force_ms = 5000;
  const auto reader = store_->reader();
  EXPECT_EQ(reader->workflows().publication(soon.id), soon);
  EXPECT_FALSE(reader->workflows().publication(later.id));
  EXPECT_EQ(reader->workflows().publications("411502", 0, 10), std::vector{past});
  EXPECT_FALSE(reader->workflows().next_effective_day());
}

}  // namespace
}  // namespace qianqiao
