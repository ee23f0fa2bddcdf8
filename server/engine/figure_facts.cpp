#include "server/engine/figure_facts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/subject_replay.h"
#include "server/engine/verifier.h"

namespace qianqiao {
namespace {

using nlohmann::json;

constexpr char kUnmet[] = "credit_condition_unmet";
constexpr char kSignature[] = "Review.ConvenerSignature";
constexpr char kCancelled[] = "Cancelled";
constexpr int kPage = 500;

Date day_of(const HistoryRow& row) { return local_date(from_milliseconds(row.instant_ms)); }

// The date that the event names, else its own.
Date named_day(const HistoryRow& row, const json& data, const char* name) {
  const auto named = data.find(name);
  if (named == data.end() || !named->is_string()) return day_of(row);
  const auto day = parse_date(named->get<std::string>());
  return day ? *day : day_of(row);
}

// Damaged rows are named by `verify`; here they are empty.
json data_of(const HistoryRow& row) {
  json data = json::parse(row.data, nullptr, false);
  return data.is_object() ? data : json::object();
}

// Whoever names another reason beside it declined for that one too.
bool names_only_unmet(const json& feedback) {
  const auto reasons = feedback.find("reasons");
  if (reasons == feedback.end() || !reasons->is_array() || reasons->empty()) return false;
  return std::all_of(reasons->begin(), reasons->end(), [](const json& reason) {
    return reason.is_object() && reason.value("code", "") == kUnmet;
  });
}

bool concerns_case(const HistoryRow& row, std::string_view state_before) {
  if (row.event == "ReviewApproved") return state_before == kSignature;
  return row.event == "BatchPushed" || row.event == "SignatureWithdrawn" ||
         row.event == "RemovedFromList" || row.event == "RemovalRevoked" ||
         row.event == "Withdrawn" || row.event == "JurisdictionChanged";
}

bool concerns_referral(const HistoryRow& row, std::string_view state_before,
                       std::string_view state_after) {
  for (const char* event :
       {"Pushed", "Contacted", "Granted", "Declined", "FeedbackGiven", "FeedbackConfirmed",
        "DecisionCorrected", "CreditNotNeeded", "Drawn", "DrawingCorrected"})
    if (row.event == event) return true;
  return state_after == kCancelled && state_before != kCancelled;
}

void take_decision(ReferralFactRow& fact, const HistoryRow& row, const json& data,
                   std::string_view state_before) {
  if (row.event == "Granted" && state_before != kCancelled)  // else off the list, (六)
    fact.granted_on = named_day(row, data, "decided_on");
  if (row.event == "Declined") fact.declined_on = named_day(row, data, "decided_on");
  if (row.event == "FeedbackGiven") fact.only_unmet = names_only_unmet(data);
  if (row.event == "FeedbackConfirmed") {
    fact.unmet_on.reset();
    const auto confirmed = data.find("confirmed");
    if (fact.only_unmet && confirmed != data.end() && *confirmed == true)
      fact.unmet_on = day_of(row);
  }
  if (row.event == "DecisionCorrected") {  // it was a grant all along
    fact.granted_on = named_day(row, data.value("grant", json::object()), "decided_on");
    fact.declined_on.reset();
    fact.only_unmet = false;
    fact.unmet_on.reset();
  }
}

void take_drawing(ReferralFactRow& fact, const HistoryRow& row, const json& data) {
  if (row.event == "CreditNotNeeded") fact.not_needed_on = day_of(row);
  if (row.event != "Drawn" && row.event != "DrawingCorrected") return;
  const Date day = named_day(row, data, "drawn_on");
  const bool corrected = row.event == "DrawingCorrected";
  fact.drawn_on = fact.drawn_on && !corrected ? std::min(*fact.drawn_on, day) : day;
  fact.not_needed_on.reset();
}

}  // namespace

bool fold_fact(CaseFactRow& fact, const HistoryRow& row, std::string_view state_before,
               const std::string& county) {
  if (!concerns_case(row, state_before)) return false;
  // Nothing of an application that was never signed counts.
  if (!fact.signed_on && row.event != "ReviewApproved") return false;
  const CaseFactRow before = fact;
  fact.county = county;
  if (row.event == "ReviewApproved" && !fact.signed_on) fact.signed_on = day_of(row);
  if (row.event == "BatchPushed" && !fact.pushed_on) fact.pushed_on = day_of(row);
  if (row.event == "SignatureWithdrawn" && !fact.pushed_on) fact.signed_on.reset();
  if (row.event == "RemovedFromList") fact.removed_on = day_of(row);
  if (row.event == "RemovalRevoked") fact.removed_on.reset();
  if (row.event == "Withdrawn") fact.withdrawn_on = day_of(row);
  return fact != before;
}

bool fold_fact(ReferralFactRow& fact, const HistoryRow& row, std::string_view state_before,
               std::string_view state_after) {
  if (!concerns_referral(row, state_before, state_after)) return false;
  const ReferralFactRow before = fact;
  const json data = data_of(row);
  if (row.event == "Pushed") fact.pushed_on = day_of(row);
  if (row.event == "Contacted") fact.contacted_on = named_day(row, data, "contacted_on");
  take_decision(fact, row, data, state_before);
  take_drawing(fact, row, data);
  if (state_after == kCancelled && state_before != kCancelled) fact.cancelled_on = day_of(row);
  return fact != before;
}

std::optional<std::int64_t> amount_in(const HistoryRow& row) {
  if (row.event != "ApplicationSubmitted") return std::nullopt;
  const json data = data_of(row);
  const auto amount = data.find("amount_fen");
  if (amount == data.end() || !amount->is_number_integer()) return std::nullopt;
  return amount->get<std::int64_t>();
}

void record_facts(Writer& writer, const Step& step) {
  const SubjectRow& subject = step.subject;
  if (const auto amount = amount_in(step.history)) writer.put_case_amount(subject.id, *amount);
  if (subject.kind == SubjectKind::kCase && concerns_case(step.history, step.state_before)) {
    CaseFactRow fact =
        writer.case_fact(subject.id)
            .value_or(CaseFactRow{.case_id = subject.id, .enterprise = subject.enterprise});
    if (fold_fact(fact, step.history, step.state_before, subject.county))
      writer.put_case_fact(fact);
  }
  const std::string& state = subject.configuration.state;
  if (subject.kind == SubjectKind::kReferral &&
      concerns_referral(step.history, step.state_before, state)) {
    ReferralFactRow fact =
        writer.referral_fact(subject.case_id, subject.id)
            .value_or(ReferralFactRow{
                .case_id = subject.case_id, .referral = subject.id, .bank = subject.organisation});
    if (fold_fact(fact, step.history, step.state_before, state)) writer.put_referral_fact(fact);
  }
}

void rebuild_facts(Writer& writer, const RuleBook& rules) {
  SubjectFilter filter;
  filter.limit = kPage;
  while (true) {
    const auto page = writer.subjects(filter);
    for (const SubjectRow& subject : page) {
      filter.after = subject.id;
      if (subject.kind == SubjectKind::kSlip) continue;
      const SubjectReplay replay = replayed(writer, rules, subject);
      if (replay.case_fact().signed_on) writer.put_case_fact(replay.case_fact());
      if (replay.amount()) writer.put_case_amount(subject.id, *replay.amount());
      if (replay.referral_fact().pushed_on) writer.put_referral_fact(replay.referral_fact());
    }
    if (page.size() < kPage) return;
  }
}

}  // namespace qianqiao
