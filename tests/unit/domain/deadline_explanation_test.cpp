#include <gtest/gtest.h>

#include "tests/unit/domain/domain_test_support.h"
#include "workflows/domain/deadline.h"

namespace qianqiao {
namespace {

using testing::at;
using testing::day;

Text explain(const Budget& budget, const char* anchor, const Calendar& c = Calendar::shipped()) {
  return explain_due(budget, at(anchor), compute_due(budget, at(anchor), c), c);
}
Text working(int n, const char* anchor) {
  return explain({BudgetUnit::kWorkingDays, n, {}}, anchor);
}
Text calendar(int n, const char* anchor) {
  return explain({BudgetUnit::kCalendarDays, n, {}}, anchor);
}

void expect_parts(const std::string& text, std::initializer_list<const char*> parts) {
  for (const char* part : parts)
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nnot in\n" << text;
}
void expect_none(const std::string& text, std::initializer_list<const char*> parts) {
  for (const char* part : parts)
    EXPECT_EQ(text.find(part), std::string::npos) << part << "\nin\n" << text;
}

TEST(DeadlineExplanation, WorkingDaysOverTheSpringFestival) {
  const Text words = working(5, "2025-01-24T09:00");
  EXPECT_EQ(
      words.zh,
      "起算时点为2025年1月24日（星期五）09:00，当日不计入，自次日起算（参照民法典第二百零一条）。"
      "共5个工作日，依次为1月26日至1月27日、2月5日至2月7日。"
      "其中1月26日（星期日）为调休上班日，照计。"
      "其间不计：1月28日至2月4日（春节）；1月25日（周末）。"
      "最后一日为2月7日（星期五），截至23:59:59，当日24时前办理均为按时。");
  EXPECT_EQ(words.en,
            "The clock starts from Friday 24 January 2025, 09:00; that day is not counted, "
            "counting begins with the next one (Civil Code, art. 201, by analogy). "
            "5 working days counted: 26 January to 27 January, 5 February to 7 February. "
            "Worked to make up for a holiday, and so counted: Sunday 26 January. "
            "Not counted: 28 January to 4 February (the Spring Festival); 25 January (weekend). "
            "The last day is Friday 7 February, until 23:59:59; whatever is done before that "
            "midnight is in time.");
}

TEST(DeadlineExplanation, NamesWhatHappenedAtTheAnchor) {
  const Budget budget{BudgetUnit::kCalendarDays, 30, {}};
  const Instant anchor = at("2025-03-10T07:30");
  const Text words =
      explain_due(budget, anchor, compute_due(budget, anchor, Calendar::shipped()),
                  Calendar::shipped(), {"银行收齐申请材料", "The bank had all materials"});
  expect_parts(words.zh, {"银行收齐申请材料：2025年3月10日（星期一）07:30"});
  expect_parts(words.en, {"The bank had all materials: Monday 10 March 2025, 07:30"});
}

TEST(DeadlineExplanation, SaysWhatRolledIt) {
  const Text words = calendar(30, "2024-12-30T00:05");
  expect_parts(words.zh, {"第30日为2025年1月29日（星期三）", "春节假期（1月28日至2月4日）",
                          "顺延至其后第一个工作日2月5日（星期三）", "民法典第二百零三条"});
  expect_parts(words.en, {"day 30 is Wednesday 29 January 2025", "falls within the Spring Festival",
                          "28 January to 4 February", "rolls over to the next working day",
                          "Wednesday 5 February", "art. 203"});
  expect_none(words.zh, {"暂定"});
}

TEST(DeadlineExplanation, SaysThatNothingRolledIt) {
  expect_parts(calendar(30, "2025-03-10T07:30").zh, {"该日是工作日，不顺延"});
  expect_parts(calendar(30, "2026-08-21T10:00").zh, {"9月20日（星期日）", "调休上班日"});
  expect_none(calendar(30, "2026-08-21T10:00").zh, {"顺延至", "二百零三"});
}

TEST(DeadlineExplanation, RollsOntoAMakeUpDay) {
  expect_parts(
      calendar(30, "2024-01-11T10:00").zh,
      {"2月10日（星期六）", "春节假期（2月10日至2月17日）", "2月18日（星期日），该日为调休上班日"});
}

TEST(DeadlineExplanation, RollsOverAPlainWeekend) {
  const Text words = calendar(30, "2025-02-13T10:00");  // Saturday 15 March
  expect_parts(words.zh,
               {"3月15日（星期六）。该日是周末，顺延至其后第一个工作日3月17日（星期一）"});
  expect_none(words.zh, {"其后又是"});
}

TEST(DeadlineExplanation, AWeekendFollowedByAHoliday) {
  const Text words = calendar(30, "2024-05-09T10:00");  // Saturday 8 June 2024, 端午 on Monday
  expect_parts(words.zh, {"该日是周末，其后又是端午节假期（6月10日），顺延至", "6月11日"});
  expect_parts(words.en, {"falls on a weekend, followed by the Dragon Boat Festival (10 June)"});
}

TEST(DeadlineExplanation, AnAnchorInsideAHolidayNamesOnlyWhatFollows) {
  const Text words = working(5, "2025-10-06T08:00");
  expect_parts(words.zh, {"其间不计：10月7日至10月8日（国庆节、中秋节）", "10月12日（周末）",
                          "10月11日（星期六）为调休上班日"});
}

TEST(DeadlineExplanation, ProvisionalSaysWhichYearAndWhatToDo) {
  const Text words = calendar(30, "2026-12-15T10:00");
  expect_parts(words.zh, {"暂定", "2027年的放假通知尚未载入", "qianqiao calendar load"});
  expect_parts(words.en,
               {"provisional", "no holiday notice is loaded for 2027", "qianqiao calendar load"});
  expect_none(words.zh, {"2026年的放假通知"});
}

TEST(DeadlineExplanation, NamesTheYearAgainWhereItChanges) {
  const Text words = working(5, "2025-12-30T10:00");
  expect_parts(words.zh, {"2025年12月30日", "12月31日、2026年1月4日"});
}

TEST(DeadlineExplanation, AFixedDate) {
  const Text workday = explain({BudgetUnit::kFixedDate, 0, day("2025-11-20")}, "2025-10-01T09:00");
  EXPECT_EQ(workday.zh,
            "截止日期是事先确定的2025年11月20日（星期四），含当日。"
            "最后一日为11月20日（星期四），截至23:59:59，当日24时前办理均为按时。");
  const Text weekend = explain({BudgetUnit::kFixedDate, 0, day("2025-11-22")}, "2025-10-01T09:00");
  expect_parts(weekend.zh, {"不是工作日", "不顺延"});
  expect_parts(weekend.en, {"does not roll over"});
}

TEST(DeadlineExplanation, LongCountsStayShort) {
  const Text words = working(1000, "2024-01-02T09:00");
  EXPECT_LT(words.zh.size(), 1500u);
  expect_parts(words.zh, {"共1000个工作日", "个周末日", "个节假日假期"});
}

}  // namespace
}  // namespace qianqiao
