// Whatever a county writes: what is taken is never looser than the notice. Thousands of generated
// overlays; a failing one is printed with its seed.
#include <gtest/gtest.h>

#include <random>

#include "tests/unit/definition/written.h"

namespace qianqiao {
namespace {

constexpr int kOverlays = 2000;
constexpr unsigned kSeed = 20241119;

class Writing {
 public:
  explicit Writing(unsigned seed) : random_(seed) {}

  std::string overlay() {
    std::string body;
    if (chance(70)) body += deadlines();
    if (chance(60)) body += limits();
    if (chance(40)) body += steps();
    if (chance(30)) body += "visit_attempt_limit: " + number(0, 25) + "\n";
    return written::overlay(body);
  }

 private:
  std::uint32_t below(std::uint32_t bound) { return random_() % bound; }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  std::string number(int least, int most) {
    return std::to_string(least +
                          static_cast<int>(below(static_cast<std::uint32_t>(most - least + 1))));
  }
  template <class List>
  auto pick(const List& list) {
    return list[below(static_cast<std::uint32_t>(list.size()))];
  }

  std::string deadlines() {
    std::string text = "deadlines:\n";
    const auto& rules = Definition::shipped().rules();
    for (std::uint32_t i = 0, many = 1 + below(3); i < many; ++i) {
      static const std::vector<std::string> kUnits = {"calendar_days", "working_days"};
      text += "  - hook: " + pick(rules).hook + "\n";
      if (chance(90)) text += "    budget: {" + pick(kUnits) + ": " + number(1, 60) + "}\n";
      if (chance(10)) text += "    budget: {fixed_date: 2024-12-" + number(10, 28) + "}\n";
      text += "    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]\n";
    }
    return text;
  }
  std::string limits() {
    std::string text = "limits:\n";
    for (std::uint32_t i = 0, many = 1 + below(2); i < many; ++i) {
      const Limit& limit =
          Definition::shipped()
              .limits()[below(static_cast<std::uint32_t>(Definition::shipped().limits().size()))];
      text += "  - {name: " + limit.name + ", value: " + number(0, 2 * limit.value + 2) + "}\n";
    }
    return text;
  }
  std::string steps() {
    static const std::vector<std::string> kStages = {"Application", "Review.Preliminary",
                                                     "BankDecision", "Guidance", "Roster"};
    return "steps:\n  - {id: s" + number(1, 9) + ", stage: " + pick(kStages) +
           ", kind: approval, role: county_office, title: {zh: 步骤, en: step}}\n";
  }

  std::mt19937 random_;
};

// The longest that a budget can take: calendar days roll over a festival, working days over two.
bool is_within(const Budget& budget, const Budget& statutory) {
  if (statutory.unit == BudgetUnit::kFixedDate)
    return budget.unit == BudgetUnit::kFixedDate && budget.fixed_date <= statutory.fixed_date;
  return budget.unit == statutory.unit && budget.days <= statutory.days;
}

void expect_no_looser(const Definition& taken, const std::string& text) {
  for (const DeadlineRule& statutory : Definition::shipped().rules()) {
    if (statutory.effect != Effect::kStatutory) continue;
    const DeadlineRule* kept = taken.rule(statutory.name);
    ASSERT_NE(kept, nullptr) << text;
    EXPECT_EQ(*kept, statutory) << text;
    for (const DeadlineRule* beside : taken.rules_for(statutory.hook))
      EXPECT_TRUE(beside == kept || is_within(beside->budget, statutory.budget))
          << beside->name << "\n"
          << text;
  }
  for (const Limit& limit : Definition::shipped().limits()) {
    const Limit* kept = taken.limit(limit.name);
    ASSERT_NE(kept, nullptr) << text;
    const bool from_below = limit.name.ends_with("_least");
    EXPECT_TRUE(from_below ? kept->value >= limit.value : kept->value <= limit.value)
        << limit.name << " " << kept->value << "\n"
        << text;
  }
  EXPECT_LE(taken.chart_rules().intended_bank_limit,
            Definition::shipped().chart_rules().intended_bank_limit);
  for (const std::string& kind : Definition::shipped().chart_rules().required_information)
    EXPECT_TRUE(taken.chart_rules().required_information.contains(kind)) << text;
}

TEST(StatuteGuard, NoGeneratedOverlayLoosensTheNotice) {
  Writing writing(kSeed);
  int taken = 0, loosening = 0;
  for (int i = 0; i < kOverlays; ++i) {
    const std::string text = writing.overlay();
    SCOPED_TRACE("seed " + std::to_string(kSeed) + ", overlay " + std::to_string(i));
    const auto merged = written::merge_overlay(text);
    if (!merged) {
      if (merged.error().code == "definition.statute_loosened") {
        ++loosening;
        EXPECT_NE(written::param(merged.error(), "clause"), "") << text;
      }
      continue;
    }
    ++taken;
    expect_no_looser(*merged, text);
    if (HasFatalFailure() || HasNonfatalFailure()) return;
  }
  // Both sides were tried: else the test would show nothing.
  EXPECT_GT(taken, kOverlays / 20);
  EXPECT_GT(loosening, kOverlays / 20);
}

}  // namespace
}  // namespace qianqiao
