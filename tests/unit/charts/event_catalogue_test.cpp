#include "workflows/definition/event_catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "workflows/base/error.h"
#include "workflows/charts/chart.h"
#include "workflows/charts/probes.h"

namespace qianqiao {
namespace {

using nlohmann::json;

const EventCatalogue& shipped() { return EventCatalogue::shipped(); }

Result<void> check(std::string_view event, const char* data,
                   SubjectKind kind = SubjectKind::kCase) {
  return shipped().validate(kind, event, json::parse(data));
}

TEST(EventCatalogue, AgreesWithTheCharts) {
  for (const auto kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip}) {
    std::set<std::string> listed, opening;
    for (const auto& entry : shipped().entries()) {
      if (entry.subject != kind) continue;
      listed.insert(entry.name);
      if (entry.opens_subject) opening.insert(entry.name);
    }
    EXPECT_EQ(listed, std::set<std::string>(events(kind).begin(), events(kind).end()));
    const auto& first = allowed_events(kind, "");
    EXPECT_EQ(opening, std::set<std::string>(first.begin(), first.end()));
  }
}

TEST(EventCatalogue, NamesSomebodyForEveryEventOfEveryState) {
  for (const auto kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip})
    for (const auto& state : states(kind))
      for (const auto& event : allowed_events(kind, state))
        EXPECT_FALSE(shipped().find(kind, event)->roles(state).empty()) << state << " " << event;
}

TEST(EventCatalogue, FindsRolesByLeafThenOuterStateThenAny) {
  const EventEntry* approved = shipped().find(SubjectKind::kCase, "ReviewApproved");
  ASSERT_NE(approved, nullptr);
  EXPECT_EQ(approved->roles("Review.BankReview"), std::vector<std::string>{"bank_reviewer"});
  EXPECT_TRUE(approved->roles("Roster").empty());
  EXPECT_EQ(shipped().find(SubjectKind::kCase, "Granted"), nullptr);
}

TEST(EventCatalogue, ClosesEveryObjectAndTitlesEveryField) {
  const std::function<void(const json&, const std::string&)> look = [&](const json& schema,
                                                                        const std::string& where) {
    if (schema.value("type", "") == "object") {
      const bool form = where == "StepCompleted.form";
      EXPECT_EQ(schema["additionalProperties"].get<bool>(), form) << where;
      for (const auto& [name, field] : schema["properties"].items()) {
        EXPECT_TRUE(field.contains("title") && field.contains("x-title-en"))
            << where << "." << name;
        look(field, where + "." + name);
      }
    }
    if (schema.contains("items")) look(schema["items"], where + "[]");
  };
  for (const auto& entry : shipped().entries()) look(json::parse(entry.schema_json), entry.name);
}

TEST(EventCatalogue, SaysWhichFieldIsWrongInBothLanguages) {
  const std::vector<std::tuple<const char*, const char*, const char*, const char*>> cases = {
      {"Withdrawn", "{}", "reason", "is required"},
      {"Withdrawn", R"({"reason":"r","extra":1})", "extra", "is not a known field"},
      {"Withdrawn", R"({"reason":7})", "reason", "must be a string"},
      {"Withdrawn", R"({"reason":""})", "reason", "at least 1 characters"},
      {"Withdrawn", R"(["reason"])", "data", "must be an object"},
      {"Settled", R"({"settled_on":"2025-02-30"})", "settled_on", "must be a date"},
      {"Renewed",
       R"({"renewed_on":"2025-03-10","without_repaying_principal":"yes","amount_fen":1})",
       "without_repaying_principal", "true or false"},
      {"Renewed", R"({"renewed_on":"2025-03-10","without_repaying_principal":true,"amount_fen":0})",
       "amount_fen", "between 1 and"},
      {"Renewed",
       R"({"renewed_on":"2025-03-10","without_repaying_principal":true,"amount_fen":1.5})",
       "amount_fen", "must be an integer"},
      {"UseChecked", R"({"checked_on":"2025-03-10","finding":"odd","evidence":"e"})", "finding",
       "must be one of: proper, misuse"},
      {"ReferredAgain", R"({"banks":[],"reason":"r"})", "banks", "at least 1 items"},
      {"ReferredAgain", R"({"banks":["B1",5],"reason":"r"})", "banks[1]", "must be a string"},
      {"Listed", R"({"round":{"id":"R1","ends":"soon soon!"}})", "round.ends", "must be a date"},
      {"StepCompleted", R"({"step":"s","outcome":"passed","form":{"a":{"b":1.5}}})", "form.a.b",
       "must be an integer"},
      {"StepCompleted", R"({"step":"s","outcome":"passed","form":{"a":null}})", "form.a",
       "must not be null"},
  };
  for (const auto& [event, data, field, words] : cases) {
    const auto result = check(event, data);
    ASSERT_FALSE(result) << event << data;
    EXPECT_EQ(result.error().code, "data.invalid");
    EXPECT_EQ(result.error().params.front().second, field) << data;
    const std::string line = to_line(result.error());
    EXPECT_NE(line.find(words), std::string::npos) << line;
    EXPECT_EQ(line.find('{'), std::string::npos) << line;  // every parameter was filled in
  }
}

TEST(EventCatalogue, NamesSeveralProblemsAtOnce) {
  const auto result = check("Contacted", R"({"channel":"fax"})", SubjectKind::kReferral);
  ASSERT_FALSE(result);
  const std::string line = to_line(result.error());
  EXPECT_NE(line.find("contacted_on is required"), std::string::npos) << line;
  EXPECT_NE(line.find("channel must be one of"), std::string::npos) << line;
}

TEST(EventCatalogue, CapsDepthAndSizeOfOpenForms) {
  std::string deep = "1";
  for (int i = 0; i < 30; ++i) deep = R"({"a":)" + deep + "}";
  EXPECT_FALSE(
      check("StepCompleted", (R"({"step":"s","outcome":"passed","form":)" + deep + "}").c_str()));
  json many = {{"step", "s"}, {"outcome", "passed"}};
  for (int i = 0; i < 90; ++i) many["form"]["f" + std::to_string(i)] = json::array_t(30, 1);
  EXPECT_FALSE(shipped().validate(SubjectKind::kCase, "StepCompleted", many));
  EXPECT_TRUE(
      check("StepCompleted", R"({"step":"s","outcome":"passed","form":{"a":{"b":[1,"x"]}}})"));
}

TEST(EventCatalogue, CountsCharactersNotBytes) {
  const std::string fits = std::string(R"({"reason":")") + [] {
    std::string text;
    for (int i = 0; i < 64; ++i) text += "信";
    return text;
  }() + "\"}";
  EXPECT_TRUE(check("Withdrawn", fits.c_str()))
      << to_line(check("Withdrawn", fits.c_str()).error());
}

TEST(EventCatalogue, RefusesAMalformedFileWithItsLine) {
  const std::string head = "definitions: {}\nevents:\n  - event: A\n    subject: case\n";
  const std::string tail = "    clause: (四)\n    zh: 甲\n    en: a\n";
  const std::vector<std::pair<std::string, const char*>> cases = {
      {"events: [", "YAML"},
      {"a: 1", "events are missing"},
      {head + tail + "    roles: {\"*\": [nobody]}\n    data: {}\n", "unknown role: nobody"},
      {head + tail + "    roles: {\"*\": [system]}\n", "data is missing"},
      {head + tail + "    roles: {\"*\": [system]}\n    data: {properties: {a: {type: string}}}\n",
       "limits are missing"},
      {head + tail + "    roles: {\"*\": [system]}\n    data: {properties: {a: {$ref: b}}}\n",
       "not defined: b"},
      {head + tail + "    roles: {\"*\": [system]}\n    data: {required: [a]}\n", "not defined"},
      {"events:\n  - event: A\n    subject: office\n" + tail, "unknown subject: office"},
  };
  for (const auto& [yaml, words] : cases) {
    const auto read = EventCatalogue::from_yaml(yaml);
    ASSERT_FALSE(read) << yaml;
    EXPECT_EQ(read.error().code, "definition.events_malformed");
    EXPECT_NE((to_line(read.error()) + " YAML").find(words), std::string::npos)
        << to_line(read.error());
  }
  const auto role = EventCatalogue::from_yaml(cases[2].first);
  EXPECT_EQ(role.error().params.front().second, "8");  // the line of the role
}

TEST(EventCatalogue, ValidatesFromManyThreads) {
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 300; ++i)
        for (const auto& probe : probes(SubjectKind::kReferral))
          if (!shipped().validate(SubjectKind::kReferral, probe.event, json::parse(probe.data)))
            ++wrong;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(EventCatalogue, ValidatesWithinMicroseconds) {
  const auto& all = probes(SubjectKind::kReferral);
  const auto granted =
      std::find_if(all.begin(), all.end(), [](auto& p) { return p.event == "Granted"; });
  const json data = json::parse(granted->data);
  constexpr int kTimes = 5000;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kTimes; ++i)
    ASSERT_TRUE(shipped().validate(SubjectKind::kReferral, "Granted", data));
  const double each =
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count() /
      kTimes;
  std::cout << "validate(): " << each << " us\n";
  EXPECT_LT(each, 5000);
}

}  // namespace
}  // namespace qianqiao
