// A subject that tests walk through its chart, event by event.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "workflows/charts/chart.h"
#include "workflows/charts/transition_table.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

struct Walk {
  explicit Walk(SubjectKind of_kind) : kind(of_kind) {}

  SubjectKind kind;
  Configuration at;
  ChartRules rules;
  Instant now =
      at_local_time(Date(std::chrono::days(20157)), std::chrono::hours(10));  // 2025-03-10
  std::vector<Action> actions;                                                // of the last event
  Error refusal;  // of the last event, if it was refused

  // Posts an event whose data fits the catalogue; true where it was taken.
  bool post(std::string_view event, const std::string& data = "{}",
            const std::string& actor = "zhang", const std::string& principal = "") {
    const auto json = nlohmann::json::parse(data);
    const auto fits = EventCatalogue::shipped().validate(kind, event, json);
    EXPECT_TRUE(fits) << to_line(fits.error());
    const auto decision =
        decide(kind, at, {event, json, actor, principal.empty() ? actor : principal, now}, rules);
    actions.clear();
    refusal = {};
    if (!decision) {
      refusal = decision.error();
      return false;
    }
    at = decision->after;
    actions = decision->actions;
    return true;
  }

  std::vector<std::string> done() const {
    std::vector<std::string> forms;
    for (const auto& action : actions) forms.push_back(short_form(action));
    return forms;
  }
  bool did(const std::string& form) const {
    for (const auto& action : actions)
      if (short_form(action) == form) return true;
    return false;
  }
  void next_day() { now += std::chrono::hours(24); }
};

inline const std::string kDocument =
    R"({"document":"D1","name":"营业执照.pdf","kind":"licence","media_type":"application/pdf","size_bytes":5,)"
    R"("content_digest":"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"})";

inline const std::string kApplicationOf(const std::string& banks) {
  return R"({"standards":{"compliant_operation":{"met":true,"evidence":"e"},"fixed_premises":{"met":true,"evidence":"e"},"genuine_need":{"met":true,"evidence":"e"},"good_credit":{"met":true,"evidence":"e"},"lawful_use":{"met":true,"evidence":"e"}},"amount_fen":50000000,"purpose":"原料","term_months":12,"consent":true,"banks":)" +
         banks + "}";
}
inline const std::string kApproval =
    R"({"opinion":"同意","findings":{"policy":true,"authenticity":true,"completeness":true},"no_new_implicit_debt":true,"conflict_of_interest":false})";

// A case in Review.Preliminary that wants these banks.
inline Walk submitted_case(const std::string& banks = R"(["B1","B2"])") {
  Walk walk(SubjectKind::kCase);
  EXPECT_TRUE(walk.post(
      "WalkedIn",
      R"({"receipt_number":"W1","channel":"window","basic_conditions_met":true,"consent":true})"));
  EXPECT_TRUE(walk.post("ApplicationSubmitted", kApplicationOf(banks)));
  return walk;
}

// Signed: in Recommendation.
inline Walk recommended_case(const std::string& banks = R"(["B1","B2"])") {
  Walk walk = submitted_case(banks);
  for (const char* reviewer : {"li", "wang", "zhao", "sun"})
    EXPECT_TRUE(walk.post("ReviewApproved", kApproval, reviewer)) << to_line(walk.refusal);
  return walk;
}

// In BankDecision.
inline Walk pushed_case(const std::string& banks = R"(["B1","B2"])") {
  Walk walk = recommended_case(banks);
  EXPECT_TRUE(walk.post("BatchPushed", R"({"batch":"1"})"));
  return walk;
}

inline std::string concluded(const std::string& outcome, int undecided, int granted,
                             int feedback_owed) {
  return nlohmann::json{{"referral", "R"},    {"bank", "B1"},
                        {"outcome", outcome}, {"undecided", undecided},
                        {"granted", granted}, {"feedback_owed", feedback_owed}}
      .dump();
}

}  // namespace qianqiao
