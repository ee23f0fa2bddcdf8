// The golden transition table, and what it has to cover.
#include "workflows/charts/transition_table.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "workflows/base/error.h"
#include "workflows/charts/diagram.h"
#include "workflows/charts/probes.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {
namespace {

constexpr SubjectKind kKinds[] = {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip};

const char* name_of(SubjectKind kind) {
  return kind == SubjectKind::kCase ? "case" : kind == SubjectKind::kReferral ? "referral" : "slip";
}

std::string whole_table() {
  std::string text;
  for (const auto kind : kKinds)
    text += std::string("=== ") + name_of(kind) + ": state | event | target | actions\n" +
            transition_table(kind) + "\n";
  return text;
}

EventTitle titles_of(SubjectKind kind) {
  return [kind](std::string_view event) {
    return EventCatalogue::shipped().find(kind, event)->sentence;
  };
}

TEST(TransitionTable, IsTheGoldenOne) {
  const std::string path = QIANQIAO_SOURCE_DIR "/tests/unit/charts/transitions.golden.txt";
  const std::string now = whole_table();
  if (std::getenv("QIANQIAO_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << now;
    return;
  }
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(golden.str(), now) << "run again with QIANQIAO_UPDATE_GOLDEN=1 and read the difference";
}

TEST(TransitionTable, ProbesFitTheCatalogue) {
  for (const auto kind : kKinds)
    for (const auto& probe : probes(kind)) {
      const auto fits =
          EventCatalogue::shipped().validate(kind, probe.event, nlohmann::json::parse(probe.data));
      EXPECT_TRUE(fits) << probe.event << " " << probe.variant << ": " << to_line(fits.error());
    }
}

TEST(TransitionTable, TakesEveryEventSomewhereAndEntersEveryState) {
  for (const auto kind : kKinds) {
    std::set<std::string> taken, entered;
    for (const auto& row : transition_rows(kind)) {
      if (!row.refusal.empty()) continue;
      taken.insert(row.event);
      entered.insert(row.target);
    }
    for (const auto& event : events(kind)) EXPECT_TRUE(taken.count(event)) << event;
    for (const auto& state : states(kind)) EXPECT_TRUE(entered.count(state)) << state;
  }
}

// Every state × event that a chart knows has a probe which is taken there.
TEST(TransitionTable, AnswersForEveryKnownEventOfEveryState) {
  for (const auto kind : kKinds) {
    std::set<std::pair<std::string, std::string>> answered;
    for (const auto& row : transition_rows(kind)) answered.insert({row.state, row.event});
    for (const auto& state : states(kind))
      for (const auto& event : allowed_events(kind, state))
        EXPECT_TRUE(answered.count({state, event}) || answered.count({"*", event}))
            << state << " " << event;
  }
}

TEST(TransitionTable, ShowsEveryRefusalOfTheErrorCatalogue) {
  std::set<std::string> shown, listed;
  for (const auto kind : kKinds)
    for (const auto& row : transition_rows(kind))
      if (!row.refusal.empty()) shown.insert(row.refusal);
  for (const auto& entry : error_catalogue())
    if (entry.code.substr(0, 6) == "guard.") listed.insert(std::string(entry.code));
  EXPECT_EQ(listed, shown);
}

// Definitions answer to these lists: nothing that a chart says may be missing from them, and
// nothing on them may be something that no chart says.
TEST(TransitionTable, UsesExactlyTheNamesThatAreListed) {
  std::set<std::string> notices, lists;
  for (const auto kind : kKinds) {
    std::set<std::string> hooks, tasks;
    for (const auto& probe : probes(kind))
      for (const auto& state : states(kind)) {
        auto context = nlohmann::json::parse(usual_context(kind, state));
        context.merge_patch(nlohmann::json::parse(probe.context));
        for (const std::string& from : {state, std::string()}) {
          const auto data = nlohmann::json::parse(probe.data);
          const auto decision =
              decide(kind, {from, from.empty() ? "{}" : context.dump()},
                     {probe.event, data, kProbePerson, kProbePerson, probe_instant()},
                     probe_rules(probe.strict));
          if (!decision) continue;
          for (const auto& action : decision->actions) {
            if (const auto* arm = std::get_if<ArmDeadline>(&action))
              if (arm->rule != wait_hook("step-wait")) hooks.insert(arm->rule);
            if (const auto* open = std::get_if<OpenTask>(&action)) tasks.insert(open->kind);
            if (const auto* tell = std::get_if<Notify>(&action)) notices.insert(tell->notice);
            if (const auto* enter = std::get_if<EnterList>(&action)) lists.insert(enter->list);
          }
        }
      }
    EXPECT_EQ(std::set<std::string>(clock_hooks(kind).begin(), clock_hooks(kind).end()), hooks);
    EXPECT_EQ(std::set<std::string>(task_kinds(kind).begin(), task_kinds(kind).end()), tasks);
  }
  EXPECT_EQ(std::set<std::string>(notice_names().begin(), notice_names().end()), notices);
  EXPECT_EQ(std::set<std::string>(list_names().begin(), list_names().end()), lists);
}

TEST(Diagram, DrawsEveryStateAndEveryMove) {
  for (const auto kind : kKinds) {
    const std::string svg = svg_diagram(kind, titles_of(kind));
    const std::string mermaid = mermaid_diagram(kind, titles_of(kind));
    for (const auto& state : states(kind)) {
      EXPECT_NE(svg.find(state_title(kind, state).zh), std::string::npos) << state;
      EXPECT_NE(mermaid.find(state_title(kind, state).zh), std::string::npos) << state;
    }
    for (const auto& row : transition_rows(kind)) {
      if (!row.refusal.empty() || row.state == row.target) continue;
      const std::string words = titles_of(kind)(row.event).zh;
      EXPECT_NE(svg.find(words), std::string::npos) << row.event;
      EXPECT_NE(mermaid.find(words), std::string::npos) << row.event;
    }
    if (const char* folder = std::getenv("QIANQIAO_DIAGRAM_FOLDER")) {
      std::ofstream(std::string(folder) + "/" + name_of(kind) + ".svg") << svg;
      std::ofstream(std::string(folder) + "/" + name_of(kind) + ".mmd") << mermaid;
    }
  }
}

}  // namespace
}  // namespace qianqiao
