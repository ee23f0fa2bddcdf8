// Restoring, and what no input may do: emit, crash, or leave a configuration that is not one.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>
#include <set>

#include "tests/unit/charts/walk.h"
#include "workflows/base/random.h"
#include "workflows/charts/probes.h"

namespace qianqiao {
namespace {

constexpr SubjectKind kKinds[] = {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip};

const char* kReprojection =
    R"({"calendar_version":"v2","reason":"r","moves":[{"rule":"x","due_before":"2025-03-20","due_after":"2025-03-21"}]})";

// An event that does nothing, in every state: what comes out is what restoring emits.
TEST(Restoring, EmitsNothingAndChangesNothing) {
  for (const auto kind : kKinds)
    for (const auto& state : states(kind)) {
      Walk walk(kind);
      walk.rules = probe_rules(true);
      walk.at = {state, std::string(usual_context(kind, state))};
      const auto before = walk.at;
      ASSERT_TRUE(walk.post("DeadlinesReprojected", kReprojection)) << state;
      EXPECT_EQ(walk.at, before);
      EXPECT_TRUE(walk.actions.empty()) << state << ": " << walk.done().front();
    }
}

TEST(Restoring, RefusesWhatIsNoConfigurationOfTheChart) {
  const auto data = nlohmann::json::parse(kReprojection);
  const Occurrence occurrence{"DeadlinesReprojected", data, "a", "a", Instant{}};
  for (const Configuration& broken :
       {Configuration{"Nowhere", "{}"}, Configuration{"Review", "{}"}, Configuration{"Roster", "{"},
        Configuration{"Roster", "[]"}, Configuration{"Roster", R"({"banks":5})"},
        Configuration{"Roster", "\xff"}, Configuration{"Granted", "{}"}}) {
    const auto decision = decide(SubjectKind::kCase, broken, occurrence, {});
    ASSERT_FALSE(decision) << broken.state << broken.context;
    EXPECT_EQ(decision.error().code, "chart.unreadable");
  }
}

// What a state left, it took down: no task and no clock of its own stays behind at the end.
class Ledger {
 public:
  void apply(const std::vector<Action>& actions) {
    for (const auto& action : actions) {
      if (const auto* open = std::get_if<OpenTask>(&action)) tasks.insert(open->kind);
      if (const auto* close = std::get_if<CloseTask>(&action)) tasks.erase(close->kind);
      if (const auto* arm = std::get_if<ArmDeadline>(&action)) {
        EXPECT_EQ(arm->supersede, clocks.count(arm->rule) > 0) << "armed twice: " << arm->rule;
        clocks.insert(arm->rule);
      }
      if (const auto* drop = std::get_if<DropDeadline>(&action)) clocks.erase(drop->rule);
      if (const auto* enter = std::get_if<EnterList>(&action)) lists.insert(enter->list);
      if (const auto* leave = std::get_if<LeaveList>(&action)) lists.erase(leave->list);
    }
  }
  std::set<std::string> tasks, clocks, lists;
};

// One task in each state that waits for somebody; the removal's comes on top.
std::size_t expected_tasks(SubjectKind kind, const Walk& walk) {
  const auto memory = nlohmann::json::parse(walk.at.context);
  if (is_final(kind, walk.at.state)) return 0;
  if (kind == SubjectKind::kCase &&
      (walk.at.state == "BankDecision" || walk.at.state == "Feedback"))
    return 0;
  if (walk.at.state == "Declined" && memory.value("excused", false)) return 0;
  return 1 + (memory.value("removal_due", false) ? 1u : 0u);
}

nlohmann::json spoiled(nlohmann::json data, Random& random) {
  for (auto& [key, value] : data.items()) {
    if (!random.chance(30)) continue;
    switch (random.between(0, 5)) {
      case 0:
        value = nullptr;
        break;
      case 1:
        value = random.between(-5, 1000000);
        break;
      case 2:
        value = random.token(5);
        break;
      case 3:
        value = nlohmann::json::array({1, "x", nullptr});
        break;
      case 4:
        value = {{"a", 1.5}};
        break;
      default:
        value = !value.is_boolean();
        break;
    }
  }
  if (random.chance(5)) return nlohmann::json::array({data});
  return data;
}

void wander(SubjectKind kind, Random& random, std::set<std::string>& reached) {
  static const std::vector<std::string> people = {"li", "wang", "zhao", "sun", "zhang", "qian"};
  Walk walk(kind);
  Ledger ledger;
  ChartRules rules = probe_rules(false);
  for (int step = 0; step < 60; ++step) {
    const auto& probe = random.pick(probes(kind));
    auto data = nlohmann::json::parse(probe.data);
    if (random.chance(10)) data = spoiled(std::move(data), random);
    const Occurrence occurrence{probe.event, data, random.pick(people), random.pick(people),
                                probe_instant() + std::chrono::hours(step)};
    const auto decision = decide(kind, walk.at, occurrence, rules);
    if (!decision) {
      EXPECT_NE(decision.error().code, "chart.unreadable") << walk.at.state << walk.at.context;
      continue;
    }
    walk.at = decision->after;
    reached.insert(walk.at.state);
    ledger.apply(decision->actions);
    const auto& known = states(kind);
    ASSERT_NE(std::find(known.begin(), known.end(), walk.at.state), known.end()) << walk.at.state;
    ASSERT_EQ(nlohmann::json::parse(walk.at.context).dump(), walk.at.context);  // sorted, canonical
    ASSERT_EQ(ledger.tasks.size(), expected_tasks(kind, walk))
        << walk.at.state << " after " << probe.event << " " << walk.at.context;
    if (is_final(kind, walk.at.state) && walk.at.state != "Drawn") {
      ASSERT_TRUE(ledger.clocks.empty()) << walk.at.state << ": " << *ledger.clocks.begin();
    }
  }
}

TEST(Charts, StayConsistentUnderRandomEvents) {
  const auto seed = std::random_device()();
  RecordProperty("seed", std::to_string(seed));
  SCOPED_TRACE("seed " + std::to_string(seed));
  Random random(seed);
  for (const auto kind : kKinds) {
    std::set<std::string> reached;
    for (int round = 0; round < 3000 && !testing::Test::HasFatalFailure(); ++round)
      wander(kind, random, reached);
  }
}

// From any stored state, whatever its context and data: an answer, never a crash.
TEST(Charts, AnswerAnyEventFromAnyState) {
  const auto seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Random random(seed);
  for (const auto kind : kKinds)
    for (int i = 0; i < 20000; ++i) {
      const auto& state = random.pick(states(kind));
      const auto& event = random.pick(events(kind));
      auto data = nlohmann::json::parse(random.pick(probes(kind)).data);
      if (random.chance(50)) data = spoiled(std::move(data), random);
      const Configuration before{state,
                                 std::string(usual_context(kind, random.pick(states(kind))))};
      const auto decision = decide(kind, before, {event, data, "a", "b", probe_instant()},
                                   probe_rules(random.chance(50)));
      const auto& known = allowed_events(kind, state);
      const bool is_known = std::find(known.begin(), known.end(), event) != known.end();
      if (!decision) {
        const std::string& code = decision.error().code;
        EXPECT_EQ(code == "event.not_allowed_here", !is_known)
            << state << " " << event << " " << code;
        EXPECT_EQ(decision.error().allowed_events, known);
      } else {
        EXPECT_TRUE(is_known) << state << " " << event;
      }
    }
}

// A figure for the log, and a bound that only a blunder breaks.
TEST(Charts, DecideWithinMicroseconds) {
  const auto data = nlohmann::json::parse(kApproval);
  const Configuration before{"Review.LeaderReview",
                             std::string(usual_context(SubjectKind::kCase, "Review.LeaderReview"))};
  const ChartRules rules = probe_rules(false);
  constexpr int kTimes = 20000;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kTimes; ++i) {
    const auto decision = decide(SubjectKind::kCase, before,
                                 {"ReviewApproved", data, "sun", "sun", probe_instant()}, rules);
    ASSERT_TRUE(decision);
  }
  const double each =
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count() /
      kTimes;
  std::cout << "decide(): " << each << " us\n";
  EXPECT_LT(each, 1000);
}

}  // namespace
}  // namespace qianqiao
