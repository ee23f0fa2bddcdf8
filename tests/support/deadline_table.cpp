// Prints what the product computes for every start day of 2024 to 2026, three times a day, for the
// rules given: `deadline_table 30d 5wd 7wd fixed:2025-11-20`. An independent calculator
// (tests/functional/deadline_oracle) prints the same by its own means and compares every line.
//
// rule TAB start TAB due TAB nominal TAB provisional TAB offset=instant …
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/domain/deadline.h"

namespace {

using namespace qianqiao;
using namespace std::chrono_literals;

constexpr int kOffsets[] = {-7, -3, -1, 0, 1, 3, 5, 7, 15};
constexpr std::chrono::minutes kTimesOfDay[] = {10min, 12h, 23h + 50min};

std::optional<Budget> read_rule(std::string_view text) {
  if (text.starts_with("fixed:")) {
    const auto date = parse_date(text.substr(6));
    if (!date) return std::nullopt;
    return Budget{BudgetUnit::kFixedDate, 0, *date};
  }
  int days = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), days);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (problem != std::errc{} || (unit != "d" && unit != "wd")) return std::nullopt;
  const Budget budget{unit == "d" ? BudgetUnit::kCalendarDays : BudgetUnit::kWorkingDays, days, {}};
  if (!is_valid(budget)) return std::nullopt;
  return budget;
}

void print_line(const char* rule, const Budget& budget, Instant start) {
  const Calendar& calendar = Calendar::shipped();
  const Due due = compute_due(budget, start, calendar);
  std::string line =
      fmt::format("{}\t{}\t{}\t{}\t{}", rule, format_instant(start), format_instant(due.instant),
                  format_date(due.nominal), due.provisional ? "provisional" : "final");
  for (const int offset : kOffsets)
    line +=
        fmt::format("\t{:+}={}", offset, format_instant(rung_instant(offset, due.day, calendar)));
  std::puts(line.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: deadline_table RULE... (30d, 5wd, fixed:2025-11-20)\n", stderr);
    return 2;
  }
  for (int i = 1; i < argc; ++i) {
    const auto budget = read_rule(argv[i]);
    if (!budget) {
      std::fprintf(stderr, "not a rule: %s\n", argv[i]);
      return 2;
    }
    const Date first(std::chrono::year(2024) / 1 / 1), last(std::chrono::year(2026) / 12 / 31);
    for (Date day = first; day <= last; day += std::chrono::days(1))
      for (const std::chrono::minutes time : kTimesOfDay)
        print_line(argv[i], *budget, at_local_time(day, time));
  }
}
