// Properties of deadline arithmetic over random budgets, anchors and calendars. The seed is
// printed; QIANQIAO_SEED replays it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/unit/domain/domain_test_support.h"
#include "workflows/base/random.h"
#include "workflows/domain/deadline.h"

namespace qianqiao {
namespace {

using std::chrono::days;
using testing::day;

class DeadlineProperty : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* given = std::getenv("QIANQIAO_SEED");
    seed_ = given != nullptr ? std::strtoull(given, nullptr, 10)
                             : Random::from_system().next() % 1'000'000'000;
    std::cout << "seed " << seed_ << " (QIANQIAO_SEED replays it)\n";
    random_ = Random(seed_);
  }

  Instant anchor() {
    const auto from = to_milliseconds(start_of_day(day("2023-06-01")));
    const auto until = to_milliseconds(start_of_day(day("2027-06-01")));
    return from_milliseconds(random_.between(from, until));
  }

  // A notice with holidays and make-up days anywhere, as no State Council would publish.
  Calendar calendar() {
    std::string json = "{";
    for (int year = 2024; year <= 2026; ++year) {
      std::set<Date> off, work;
      const Date first(std::chrono::year(year) / std::chrono::January / 1);
      for (int run = 0; run < 12; ++run) {
        Date d = first + days(random_.between(0, 350));
        for (auto length = random_.between(1, 12); length > 0; --length, d += days(1))
          off.insert(d);
      }
      for (int i = 0; i < 10; ++i) {
        Date d = first + days(random_.between(0, 350));
        while (std::chrono::weekday(d) != std::chrono::Saturday) d += days(1);
        if (!off.count(d)) work.insert(d);
      }
      json += fmt::format("{}\"{}\":{{\"off\":[{}],\"work\":[{}]}}", year == 2024 ? "" : ",", year,
                          list(off, year), list(work, year));
    }
    auto read = Calendar::from_json(json + "}");
    EXPECT_TRUE(read) << to_line(read.error());
    return *read;
  }

  static std::string list(const std::set<Date>& dates, int year) {
    std::string out;
    for (const Date d : dates)
      if (static_cast<int>(std::chrono::year_month_day(d).year()) == year)
        out += (out.empty() ? "\"" : ",\"") + format_date(d) + "\"";
    return out;
  }

  std::uint64_t seed_ = 0;
  Random random_{0};
};

TEST_F(DeadlineProperty, WorkingDaysAreCountedOneByOne) {
  for (int run = 0; run < 200; ++run) {
    const Calendar c = calendar();
    for (int i = 0; i < 20; ++i) {
      const Instant start = anchor();
      const Budget budget{BudgetUnit::kWorkingDays, static_cast<int>(random_.between(1, 40)), {}};
      const Due due = compute_due(budget, start, c);
      // Every day after the anchor's is either counted or skipped, in its place.
      ASSERT_EQ(due.counted.size(), static_cast<std::size_t>(budget.days));
      ASSERT_EQ(static_cast<std::size_t>((due.day - local_date(start)).count()),
                due.counted.size() + due.skipped.size());
      for (const Date d : due.counted) ASSERT_TRUE(c.is_working_day(d)) << format_date(d);
      for (const SkippedDay& s : due.skipped) ASSERT_FALSE(c.is_working_day(s.day));
      ASSERT_EQ(due.counted.back(), due.day);
      ASSERT_EQ(due.nominal, due.day);
      ASSERT_EQ(c.add_working_days(local_date(start), budget.days), due.day);
      ASSERT_EQ(due.instant, end_of_day(due.day));
    }
  }
}

TEST_F(DeadlineProperty, CalendarDaysRollToAWorkingDayAndNeverBack) {
  for (int run = 0; run < 200; ++run) {
    const Calendar c = calendar();
    for (int i = 0; i < 20; ++i) {
      const Instant start = anchor();
      const Budget budget{BudgetUnit::kCalendarDays, static_cast<int>(random_.between(1, 400)), {}};
      const Due due = compute_due(budget, start, c);
      ASSERT_EQ(due.nominal, local_date(start) + days(budget.days));
      ASSERT_TRUE(c.is_working_day(due.day));
      ASSERT_EQ(static_cast<std::size_t>((due.day - due.nominal).count()), due.skipped.size());
      for (const SkippedDay& s : due.skipped) ASSERT_FALSE(c.is_working_day(s.day));
    }
  }
}

TEST_F(DeadlineProperty, ALaterAnchorIsNeverDueEarlier) {
  for (int run = 0; run < 100; ++run) {
    const Calendar c = calendar();
    const BudgetUnit unit =
        random_.chance(50) ? BudgetUnit::kWorkingDays : BudgetUnit::kCalendarDays;
    const Budget budget{unit, static_cast<int>(random_.between(1, 60)), {}};
    for (int i = 0; i < 20; ++i) {
      const Instant one = anchor(), two = anchor();
      ASSERT_LE(compute_due(budget, std::min(one, two), c).instant,
                compute_due(budget, std::max(one, two), c).instant);
    }
  }
}

TEST_F(DeadlineProperty, TheHourOfTheAnchorDoesNotMatter) {
  const Calendar& c = Calendar::shipped();
  for (int i = 0; i < 2000; ++i) {
    const Instant start = anchor();
    const Budget budget{BudgetUnit::kWorkingDays, static_cast<int>(random_.between(1, 20)), {}};
    const Date anchor_day = local_date(start);
    ASSERT_EQ(compute_due(budget, start_of_day(anchor_day), c).day,
              compute_due(budget, end_of_day(anchor_day), c).day);
    ASSERT_LT(compute_due(budget, end_of_day(anchor_day), c).day,
              compute_due(budget, start_of_day(anchor_day) + days(14), c).day);
  }
}

TEST_F(DeadlineProperty, ProvisionalExactlyWhereADayWithoutNoticeWasLookedUp) {
  const Calendar& c = Calendar::shipped();
  for (int i = 0; i < 2000; ++i) {
    const Instant start = anchor();
    const bool working = random_.chance(50);
    const Budget budget{working ? BudgetUnit::kWorkingDays : BudgetUnit::kCalendarDays,
                        static_cast<int>(random_.between(1, 40)),
                        {}};
    const Due due = compute_due(budget, start, c);
    bool expected = false;
    for (Date d = working ? local_date(start) + days(1) : due.nominal; d <= due.day; d += days(1))
      expected = expected || !c.has_notice(static_cast<int>(std::chrono::year_month_day(d).year()));
    ASSERT_EQ(due.provisional, expected) << format_instant(start) << " " << budget.days;
  }
}

TEST_F(DeadlineProperty, RungsFireInTheOrderOfTheirOffsets) {
  for (int run = 0; run < 200; ++run) {
    const Calendar c = calendar();
    const Date due = local_date(anchor());
    for (int offset = -15; offset < 15; ++offset)
      ASSERT_LT(rung_instant(offset, due, c), rung_instant(offset + 1, due, c))
          << offset << " of " << format_date(due);
    ASSERT_GT(rung_instant(0, due, c), end_of_day(due));
    ASSERT_LT(rung_instant(-1, due, c), start_of_day(due));
  }
}

TEST_F(DeadlineProperty, ExplanationsAreWholeSentencesWithTheirDay) {
  for (int i = 0; i < 2000; ++i) {
    const Instant start = anchor();
    const Budget budget{random_.chance(50) ? BudgetUnit::kWorkingDays : BudgetUnit::kCalendarDays,
                        static_cast<int>(random_.between(1, 120)),
                        {}};
    const Due due = compute_due(budget, start, Calendar::shipped());
    const Text words = explain_due(budget, start, due, Calendar::shipped());
    const std::chrono::year_month_day d(due.day);
    ASSERT_NE(words.zh.find(fmt::format("{}月{}日", static_cast<unsigned>(d.month()),
                                        static_cast<unsigned>(d.day()))),
              std::string::npos);
    ASSERT_TRUE(words.zh.ends_with("。")) << words.zh;
    ASSERT_TRUE(words.en.ends_with(".")) << words.en;
    ASSERT_EQ(words.zh.find("暂定") != std::string::npos, due.provisional) << words.zh;
    ASSERT_EQ(words.en.find("provisional") != std::string::npos, due.provisional) << words.en;
  }
}

}  // namespace
}  // namespace qianqiao
