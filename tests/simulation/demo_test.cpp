// A demo city and 120 days after it: every state and every row of the three charts happens, and
// what is stored follows from history.
#include <gtest/gtest.h>

#include <cstdlib>

#include "server/engine/simulation/coverage.h"
#include "server/engine/simulation/simulator.h"
#include "tests/simulation/data_directory.h"

namespace qianqiao {
namespace {

using test::House;
using test::TemporaryDirectory;

// The shipped template leaves additional steps to the counties, and has none itself.
bool needs_a_county_step(const Passage& passage) {
  return passage.event == "StepCompleted" && Definition::shipped().steps().empty();
}

TEST(Demo, ReachesEveryStateAndEveryRowOfTheCharts) {
  const char* wanted = std::getenv("QIANQIAO_DEMO_SEED");
  const std::uint64_t seed = wanted != nullptr ? std::stoull(wanted) : 1;
  SCOPED_TRACE("QIANQIAO_DEMO_SEED=" + std::to_string(seed));
  TemporaryDirectory directory;
  House house(directory.path(), at_local_time(Date{}, std::chrono::hours(0)), seed);
  auto demo = build_demo(*house.engine, house.clock, test::small_demo(seed, 300, 45));
  ASSERT_TRUE(demo) << to_line(demo.error());
  SimulationOptions options;
  options.days = 120;
  options.seed = seed;
  const SimulationReport report = simulate(*house.engine, house.clock, options);
  std::cout << report.turns << " turns, " << report.events << " events, " << report.rungs
            << " rungs, " << report.messages << " messages\n";
  for (const auto& [code, count] : demo->history.refused)
    std::cout << "refused in the demo: " << code << " " << count << "\n";
  for (const auto& [code, count] : report.refused)
    std::cout << "refused: " << code << " " << count << "\n";

  Coverage coverage;
  coverage.catch_up(*house.store->reader(), *house.engine->rule_book());
  std::set<std::pair<SubjectKind, std::string>> reached;
  for (const Passage& passage : coverage.happened()) reached.insert({passage.kind, passage.target});
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip})
    for (const std::string& state : states(kind))
      EXPECT_TRUE(reached.count({kind, state})) << "nobody was ever in " << state;
  EXPECT_GT(all_passages().size(), 150u);
  for (const Passage& passage : coverage.missing())
    if (!needs_a_county_step(passage)) ADD_FAILURE() << "never happened: " << to_line(passage);
  for (const auto& [code, count] : report.refused)
    EXPECT_EQ(code.find("data.invalid"), std::string::npos) << code << " " << count;
  EXPECT_EQ(test::differences(*house.store), "");
}

}  // namespace
}  // namespace qianqiao
