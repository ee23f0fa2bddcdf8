// How actors are steered towards rows of the charts that have not happened yet.
#include <algorithm>

#include "server/engine/decision_round.h"
#include "server/engine/simulation/actor_deeds.h"
#include "server/engine/simulation/habits.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {
namespace {

constexpr const char* kFactsOfReferrals[] = {"ReferralConcluded", "FeedbackCompleted",
                                             "DrawdownConcluded"};
constexpr const char* kFactsOfCases[] = {"CaseWithdrawn", "CaseRemoved"};

std::vector<SubjectRow> referrals_of(Reader& reader, const SubjectId& case_id) {
  SubjectFilter filter;
  filter.kind = SubjectKind::kReferral;
  filter.case_id = case_id;
  return reader.subjects(filter);
}

bool is_undecided(const SubjectRow& referral) {
  const std::string& state = referral.configuration.state;
  return state == "Pushed" || state == "Contacted" || state == "CollectingMaterials" ||
         state == "Deciding";
}

// Could this referral still tell its case this?
bool may_tell(const SubjectRow& referral, std::string_view fact) {
  const std::string& state = referral.configuration.state;
  if (fact == "FeedbackCompleted") return state == "Declined";
  if (fact == "DrawdownConcluded") return state == "Granted" || state == "NotNeeded";
  return state != "Drawn" && state != "NotNeeded" && state != "Lapsed" && state != "Granted" &&
         state != "Cancelled";
}

}  // namespace

// Something of this subject has not happened yet, or would make something happen elsewhere.
bool Actors::is_of_interest(Reader& reader, const SubjectRow& subject) {
  const std::string& state = subject.configuration.state;
  if (coverage_.is_missing_in(subject.kind, state)) return true;
  if (subject.kind == SubjectKind::kSlip) return coverage_.is_missing_any(subject.kind);
  if (subject.kind != SubjectKind::kReferral) return false;
  const auto parent = reader.subject(subject.case_id);
  if (!parent) return false;
  for (const char* fact : kFactsOfReferrals)
    if (may_tell(subject, fact) &&
        coverage_.is_missing_in(SubjectKind::kCase, parent->configuration.state, fact))
      return true;
  return false;
}

std::vector<Actors::Deed> Actors::all_offers(Here& here) const {
  std::vector<Deed> deeds;
  const SubjectRow& subject = here.subject;
  for (const std::string& event : allowed_events(subject.kind, subject.configuration.state)) {
    const EventEntry* entry = EventCatalogue::shipped().find(subject.kind, event);
    if (entry == nullptr || !has_data_builder(subject.kind, event)) continue;
    Scene scene = here.scene();
    for (Variant& variant : data_variants(subject.kind, event, scene)) {
      const Concern concern = here.concern(event, variant.data);
      for (Player& player : cast_->players(*entry, concern, here.random)) {
        const PersonId& principal = player.acting_for.empty() ? player.actor : player.acting_for;
        const Occurrence occurrence{event, variant.data, player.actor, principal, here.now};
        auto decision = decide(subject.kind, subject.configuration, occurrence, here.chart_rules());
        if (!decision) continue;
        deeds.push_back({event, std::move(variant.data), std::move(player), *std::move(decision)});
        break;
      }
    }
  }
  return deeds;
}

// How much of what has not happened yet would happen by this deed, with all that follows from it:
// decided as the engine does, and nothing of it kept.
int Actors::novelty(Here& here, const Deed& deed) const {
  constexpr int kEach = 100, kNearer = 5, kFew = 3;
  const auto writer = engine_.store().begin();  // rolled back with its end
  Random random = here.random;
  DecisionRound round(*writer, *here.rules, random, here.now);
  const Author author{deed.player.actor, deed.player.acting_for, 0, {}, {}};
  if (!round.post(here.subject, false, deed.event, deed.data, author)) return 0;
  int score = 0;
  for (const Step& step : round.steps())
    if (coverage_.is_missing({step.subject.kind, step.state_before, step.history.event,
                              step.subject.configuration.state}))
      score += kEach;
  const std::string& target = deed.decision.after.state;
  if (score > 0) return score;
  if (leaves_last_word_to_another(here, deed) || leaves_items_owed(here, deed)) return kNearer;
  const auto there = population_.find({here.subject.kind, target});
  const bool is_rare = there == population_.end() || there->second < kFew;
  if (target != here.subject.configuration.state && is_rare &&
      coverage_.is_missing_in(here.subject.kind, target))
    return kNearer;
  return 0;
}

// One grant comes to nothing while another bank has not decided: the case may then close by that
// bank's word, the rarest of ends.
bool Actors::leaves_last_word_to_another(Here& here, const Deed& deed) const {
  const std::string& target = deed.decision.after.state;
  if (here.subject.kind != SubjectKind::kReferral || !here.parent ||
      here.parent->configuration.state != "Financing.Drawdown" ||
      (target != "Lapsed" && target != "NotNeeded") ||
      !coverage_.is_missing_in(SubjectKind::kCase, "Financing.Drawdown", "ReferralConcluded"))
    return false;
  for (const SubjectRow& other : referrals_of(*here.reader, here.subject.case_id))
    if (other.id != here.subject.id && is_undecided(other)) return true;
  return false;
}

// A slip is resolved while papers of 容缺受理 are still owed.
bool Actors::leaves_items_owed(Here& here, const Deed& deed) const {
  if (here.subject.kind != SubjectKind::kSlip ||
      !coverage_.is_missing_in(SubjectKind::kSlip, "Resolved", "OwedItemDelivered"))
    return false;
  if (deed.event == "IncompleteAccepted") return true;
  const auto context = nlohmann::json::parse(here.subject.configuration.context, nullptr, false);
  const bool owed = context.is_object() && context.contains("owed");
  return owed && (deed.event == "PartAnswered" || deed.event == "Resolved");
}

std::optional<Actors::Deed> Actors::guided_deed(Here& here) const {
  std::vector<Deed> deeds = all_offers(here);
  int best = 0;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < deeds.size(); ++i) {
    const int score = novelty(here, deeds[i]);
    if (score > best) chosen.clear();
    best = std::max(best, score);
    if (score > 0 && score == best) chosen.push_back(i);
  }
  if (chosen.empty()) return std::nullopt;
  return std::move(deeds[here.random.pick(chosen)]);
}

// A case stays where it is while one of its referrals may still tell it something new there, and
// a bank's decision waits while it could have the last word.
bool Actors::should_wait(Here& here) const {
  constexpr int kPatience = 80;
  const SubjectRow& subject = here.subject;
  if (subject.kind == SubjectKind::kReferral && here.parent && is_undecided(subject) &&
      here.parent->configuration.state == "Financing.Drawdown" &&
      coverage_.is_missing_in(SubjectKind::kCase, "Financing.Drawdown", "ReferralConcluded"))
    return here.random.chance(kPatience);
  if (subject.kind != SubjectKind::kCase) return false;
  for (const char* fact : kFactsOfReferrals) {
    if (!coverage_.is_missing_in(SubjectKind::kCase, subject.configuration.state, fact)) continue;
    for (const SubjectRow& referral : referrals_of(*here.reader, subject.id))
      if (may_tell(referral, fact)) return here.random.chance(kPatience);
  }
  return false;
}

// A few subjects of each state a day, and the case of a referral that only its case can move.
void Actors::guide(Date day, const SubjectRow& subject, std::vector<Turn>& turns) {
  constexpr int kFewADay = 4, kNotAlwaysTheFirst = 40;
  Random random(mixed(options_.seed, "guide/" + subject.id + format_date(day)));
  const bool silent = subject.kind == SubjectKind::kReferral && is_silent(subject, options_.seed);
  if (silent || !random.chance(kNotAlwaysTheFirst)) return;
  int& today = guided_today_[{subject.kind, subject.configuration.state}];
  if (today >= kFewADay) return;
  ++today;
  const auto at = [&] {
    using namespace std::chrono_literals;
    return at_local_time(day, 9h + std::chrono::minutes(random.between(0, 479)));
  };
  turns.push_back({at(), subject.id, true});
  if (subject.kind != SubjectKind::kReferral) return;
  for (const char* fact : kFactsOfCases)
    if (coverage_.is_missing_in(subject.kind, subject.configuration.state, fact)) {
      turns.push_back({at(), subject.case_id, true});
      return;
    }
}

}  // namespace qianqiao
