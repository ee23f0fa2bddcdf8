// A demo city and 120 days after it: every state and every row of the three charts happens, and
// what is stored follows from history.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "server/engine/simulation/coverage.h"
#include "server/engine/simulation/demo_organisations.h"
#include "server/engine/simulation/simulator.h"
#include "tests/simulation/data_directory.h"

namespace qianqiao {
namespace {

using test::House;
using test::TemporaryDirectory;

// Of the counties' own steps, which the demo has of every kind.
std::string steps_never_completed(Reader& reader, const RuleBook& rules) {
  std::set<std::string> open;
  std::set<StepKind> kinds;
  for (const DemoCounty& county : demo_counties())
    for (const StepRule& step : rules.current(county.code).steps()) {
      open.insert(step.id);
      kinds.insert(step.kind);
    }
  EXPECT_EQ(kinds.size(), 3u);
  std::int64_t position = 0;
  for (auto page = reader.recorded_history(0, 1000); !page.empty();
       page = reader.recorded_history(position, 1000)) {
    for (const auto& recorded : page) {
      position = recorded.position;
      if (recorded.row.event == "StepCompleted")
        open.erase(nlohmann::json::parse(recorded.row.data).value("step", ""));
    }
  }
  std::string names;
  for (const std::string& step : open) names += step + "\n";
  return names;
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
    ADD_FAILURE() << "never happened: " << to_line(passage);
  // Actors know what they may do; that an enterprise has another case, or went to another county,
  // no chart can tell them.
  const std::set<std::string> unforeseeable = {"case.already_open", "case.open_elsewhere",
                                               "case.transferred"};
  for (const auto& refused : {demo->history.refused, report.refused})
    for (const auto& [code, count] : refused)
      EXPECT_TRUE(unforeseeable.count(code.substr(0, code.find(' ')))) << code << " " << count;
  EXPECT_EQ(steps_never_completed(*house.store->reader(), *house.engine->rule_book()), "");
  EXPECT_EQ(test::differences(*house.store), "");
}

}  // namespace
}  // namespace qianqiao
