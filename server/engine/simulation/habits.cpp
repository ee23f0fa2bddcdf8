#include "server/engine/simulation/habits.h"

#include <map>
#include <string>
#include <tuple>

#include "workflows/base/random.h"

namespace qianqiao {
namespace {

constexpr int kHundred = 100;

const std::map<std::string_view, int>& case_days() {
  static const std::map<std::string_view, int> chances = {{"Roster", 12},
                                                          {"Excluded", 2},
                                                          {"Visit.Unplanned", 8},
                                                          {"Visit.Planned", 24},
                                                          {"Visit.Attempted", 20},
                                                          {"Received", 40},
                                                          {"Application", 35},
                                                          {"Review.Preliminary", 55},
                                                          {"Review.BankReview", 60},
                                                          {"Review.LeaderReview", 60},
                                                          {"Review.ConvenerSignature", 55},
                                                          {"Recommendation", 60},
                                                          {"BankDecision", 2},
                                                          {"Feedback", 10},
                                                          {"Guidance", 4},
                                                          {"Financing.Drawdown", 2},
                                                          {"Financing.PostLoan", 3},
                                                          {"Closed", 1},
                                                          {"Removed", 4}};
  return chances;
}

const std::map<std::string_view, int>& referral_days() {
  static const std::map<std::string_view, int> chances = {
      {"Pushed", 55},   {"Contacted", 48}, {"CollectingMaterials", 40},
      {"Deciding", 18}, {"Granted", 12},   {"Drawn", 6},
      {"NotNeeded", 3}, {"Declined", 30},  {"FeedbackGiven", 4},
      {"Cancelled", 1}};
  return chances;
}

const std::map<std::string_view, int>& slip_days() {
  static const std::map<std::string_view, int> chances = {
      {"Raised", 50},    {"Dispatched", 45},         {"Handling", 35},
      {"Escalated", 20}, {"EscalationProposed", 40}, {"Resolved", 40}};
  return chances;
}

using Key = std::tuple<SubjectKind, std::string_view, std::string_view>;

// What is not here is unusual (weight 1); "*" stands for any state.
const std::map<Key, int>& usual_events() {
  constexpr auto kCase = SubjectKind::kCase;
  constexpr auto kReferral = SubjectKind::kReferral;
  constexpr auto kSlip = SubjectKind::kSlip;
  static const std::map<Key, int> weights = {
      {{kCase, "Roster", "ScreenedIn"}, 400},
      {{kCase, "Roster", "ExcludedFromRoster"}, 20},
      {{kCase, "*", "WalkedIn"}, 3},
      {{kCase, "*", "RoundJoined"}, 3},
      {{kCase, "Excluded", "Reinstated"}, 10},
      {{kCase, "Closed", "RemovedFromList"}, 1},
      {{kCase, "Closed", "WalkedIn"}, 20},
      {{kCase, "Visit.Unplanned", "VisitPlanned"}, 270},
      {{kCase, "Visit.Unplanned", "VisitRecorded"}, 60},
      {{kCase, "Visit.Unplanned", "VisitAttempted"}, 30},
      {{kCase, "Visit.Planned", "VisitRecorded"}, 330},
      {{kCase, "Visit.Planned", "VisitAttempted"}, 80},
      {{kCase, "Visit.Attempted", "VisitPlanned"}, 90},
      {{kCase, "Visit.Attempted", "VisitRecorded"}, 150},
      {{kCase, "Visit.Attempted", "VisitAttempted"}, 60},
      {{kCase, "Visit.Attempted", "AttemptLimitReached"}, 40},
      {{kCase, "Received", "Transferred"}, 150},
      {{kCase, "Received", "JurisdictionChanged"}, 150},
      {{kCase, "Application", "ApplicationSubmitted"}, 300},
      {{kCase, "*", "ReviewApproved"}, 250},
      {{kCase, "*", "ReviewReturned"}, 12},
      {{kCase, "*", "ReviewRejected"}, 10},
      {{kCase, "Recommendation", "BatchPushed"}, 250},
      {{kCase, "Feedback", "GuidanceStarted"}, 10},
      {{kCase, "Guidance", "GuidanceRecorded"}, 50},
      {{kCase, "Guidance", "Reapplied"}, 15},
      {{kCase, "Guidance", "ReferredAgain"}, 15},
      {{kCase, "Guidance", "GuidanceEnded"}, 15},
      {{kCase, "Financing.PostLoan", "UseChecked"}, 20},
      {{kCase, "Financing.PostLoan", "RenewalDue"}, 5},
      {{kCase, "Financing.PostLoan", "Renewed"}, 5},
      {{kCase, "Financing.PostLoan", "Settled"}, 5},
      {{kReferral, "Pushed", "Contacted"}, 100},
      {{kReferral, "Contacted", "MaterialsRequested"}, 60},
      {{kReferral, "Contacted", "MaterialsCompleted"}, 30},
      {{kReferral, "Contacted", "MaterialsSubmitted"}, 15},
      {{kReferral, "CollectingMaterials", "MaterialsSubmitted"}, 50},
      {{kReferral, "CollectingMaterials", "MaterialsCompleted"}, 40},
      {{kReferral, "CollectingMaterials", "MaterialsRequested"}, 10},
      {{kReferral, "CollectingMaterials", "CompletionConfirmed"}, 8},
      {{kReferral, "Deciding", "Granted"}, 60},
      {{kReferral, "Deciding", "Declined"}, 30},
      {{kReferral, "Deciding", "MaterialsCompletionCorrected"}, 4},
      {{kReferral, "Granted", "Drawn"}, 60},
      {{kReferral, "Granted", "LedgerEntered"}, 30},
      {{kReferral, "Granted", "CreditNotNeeded"}, 8},
      {{kReferral, "Granted", "GrantLapsed"}, 6},
      {{kReferral, "Drawn", "LedgerEntered"}, 40},
      {{kReferral, "Drawn", "Drawn"}, 10},
      {{kReferral, "Declined", "FeedbackGiven"}, 100},
      {{kReferral, "FeedbackGiven", "FeedbackConfirmed"}, 40},
      {{kSlip, "Raised", "Dispatched"}, 60},
      {{kSlip, "Dispatched", "HandlingStarted"}, 60},
      {{kSlip, "Dispatched", "Misrouted"}, 6},
      {{kSlip, "Handling", "PartAnswered"}, 20},
      {{kSlip, "Handling", "Resolved"}, 50},
      {{kSlip, "EscalationProposed", "EscalationConsented"}, 20},
      {{kSlip, "EscalationProposed", "EscalationRefused"}, 8},
      {{kSlip, "Escalated", "AnsweredFromAbove"}, 20},
      {{kSlip, "Resolved", "Confirmed"}, 40},
      {{kSlip, "Resolved", "Reopened"}, 4},
  };
  return weights;
}

// Quick, as usual, slow, or usual but often silent: by the bank's name alone.
enum class Temper { kQuick, kUsual, kSlow, kSilent };

std::uint64_t fingerprint(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

// Not mixed further: banks numbered in a row differ.
Temper temper_of(const OrganisationId& bank, std::uint64_t seed) {
  return static_cast<Temper>((fingerprint(bank) + seed) % 4);
}

}  // namespace

std::uint64_t mixed(std::uint64_t seed, std::string_view name) {
  return Random(fingerprint(name) ^ seed).next();
}

bool is_silent(const SubjectRow& referral, std::uint64_t seed) {
  const int percent = temper_of(referral.organisation, seed) == Temper::kSilent ? 25 : 4;
  return static_cast<int>(mixed(seed, referral.id + "/silent") % kHundred) < percent;
}

int daily_chance(const SubjectRow& subject, std::uint64_t seed) {
  const std::string& state = subject.configuration.state;
  const auto& chances = subject.kind == SubjectKind::kCase       ? case_days()
                        : subject.kind == SubjectKind::kReferral ? referral_days()
                                                                 : slip_days();
  const auto found = chances.find(state);
  if (found == chances.end()) return 0;
  if (subject.kind != SubjectKind::kReferral) return found->second;
  if ((state == "Deciding" || state == "Declined") && is_silent(subject, seed)) return 0;
  switch (temper_of(subject.organisation, seed)) {
    case Temper::kQuick:
      return found->second * 3 / 2;
    case Temper::kSlow:
      return (found->second + 1) / 2;
    case Temper::kUsual:
    case Temper::kSilent:
      break;
  }
  return found->second;
}

int usual_weight(SubjectKind kind, std::string_view state, std::string_view event) {
  const auto& weights = usual_events();
  if (const auto found = weights.find({kind, state, event}); found != weights.end())
    return found->second;
  const auto found = weights.find({kind, "*", event});
  return found == weights.end() ? 1 : found->second;
}

}  // namespace qianqiao
