#include "server/engine/simulation/actor_deeds.h"

#include <algorithm>

#include "server/engine/decision_round.h"
#include "server/engine/simulation/demo_enterprises.h"
#include "server/engine/simulation/habits.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {
namespace {

constexpr char kStepsOpen[] = "guard.steps_open";

// What a guard asks for first, and the event that provides it.
const std::string* preparation_for(const std::string& guard) {
  static const std::map<std::string, std::string> events = {
      {"guard.information_open", "InformationRecorded"},
      {"guard.completion_not_evidenced", "CompletionEvidenced"},
      {"guard.correction_not_proposed", "CompletionCorrectionProposed"},
      {"guard.parts_open", "PartAnswered"},
      {"guard.items_owed", "OwedItemDelivered"},
      {"guard.attempts_left", "VisitAttempted"},
      {kStepsOpen, "StepCompleted"}};
  const auto found = events.find(guard);
  return found == events.end() ? nullptr : &found->second;
}

std::size_t pick_weighted(Random& random, const std::vector<int>& weights) {
  std::int64_t sum = 0;
  for (const int weight : weights) sum += weight;
  std::int64_t lot = random.between(0, std::max<std::int64_t>(sum - 1, 0));
  for (std::size_t i = 0; i < weights.size(); ++i)
    if ((lot -= weights[i]) < 0) return i;
  return weights.size() - 1;
}

// Heaviest lots first, so that every variant has its turn and the usual ones come first mostly.
Variants shuffled(Variants variants, Random& random) {
  Variants out;
  while (!variants.empty()) {
    std::vector<int> weights;
    for (const Variant& variant : variants) weights.push_back(variant.weight);
    const auto chosen =
        variants.begin() + static_cast<std::ptrdiff_t>(pick_weighted(random, weights));
    out.push_back(std::move(*chosen));
    variants.erase(chosen);
  }
  return out;
}

}  // namespace

Actors::Here::Here(Engine& its_engine, const SubjectRow& found, std::uint64_t seed)
    : engine(its_engine),
      rules(engine.rule_book()),
      directory(engine.directory()),
      reader(engine.store().reader()),
      subject(found),
      now(engine.now()),
      today(local_date(now)),
      random(mixed(seed, found.id + "/" + std::to_string(found.version) + "/" +
                             std::to_string(to_milliseconds(now)))) {
  if (subject.kind != SubjectKind::kCase) parent = reader->subject(subject.case_id);
}

void Actors::Here::refresh() {
  reader = engine.store().reader();
  if (auto found = reader->subject(subject.id)) subject = *std::move(found);
  if (subject.kind != SubjectKind::kCase) parent = reader->subject(subject.case_id);
}

const Definition& Actors::Here::definition() const {
  return subject.workflow_version.empty() ? rules->current(subject.county)
                                          : rules->definition(subject.workflow_version);
}

// The first variant and person that the chart takes. Where none is, the last refusal.
std::optional<Actors::Deed> Actors::offer(Here& here, const std::string& event,
                                          std::string* refusal) const {
  const EventEntry* entry = EventCatalogue::shipped().find(here.subject.kind, event);
  if (entry == nullptr || !has_data_builder(here.subject.kind, event)) return std::nullopt;
  Scene scene = here.scene();
  for (Variant& variant : shuffled(data_variants(here.subject.kind, event, scene), here.random)) {
    const Concern concern = here.concern(event, variant.data);
    int tried = 0;
    constexpr int kMostPeople = 4;
    for (Player& player : cast_->players(*entry, concern, here.random)) {
      if (++tried > kMostPeople) break;
      const PersonId& principal = player.acting_for.empty() ? player.actor : player.acting_for;
      const Occurrence occurrence{event, variant.data, player.actor, principal, here.now};
      auto decision =
          decide(here.subject.kind, here.subject.configuration, occurrence, here.chart_rules());
      if (decision)
        return Deed{event, std::move(variant.data), std::move(player), *std::move(decision)};
      if (refusal == nullptr) continue;
      *refusal = decision.error().code;
      // The steps come first: what people found is not made another outcome for want of them.
      if (*refusal == kStepsOpen) return std::nullopt;
    }
  }
  return std::nullopt;
}

bool Actors::act_by_habit(Here& here) {
  const SubjectRow& subject = here.subject;
  std::vector<std::string> events = allowed_events(subject.kind, subject.configuration.state);
  constexpr int kMostTries = 4;
  for (int tried = 0; tried < kMostTries && !events.empty(); ++tried) {
    std::vector<int> weights;
    for (const std::string& event : events)
      weights.push_back(has_data_builder(subject.kind, event)
                            ? usual_weight(subject.kind, subject.configuration.state, event)
                            : 0);
    const auto chosen = pick_weighted(here.random, weights);
    const std::string event = events[chosen];
    events.erase(events.begin() + static_cast<std::ptrdiff_t>(chosen));
    if (act_after_preparing(here, event)) return true;
  }
  return false;
}

// Posts the event; where a guard asks for something first, that is seen to.
bool Actors::act_after_preparing(Here& here, const std::string& event) {
  constexpr int kMostSteps = 12;
  bool prepared = false;
  for (int step = 0; step < kMostSteps; ++step) {
    std::string refusal;
    if (const auto deed = offer(here, event, &refusal)) return post(here, *deed) || prepared;
    const std::string* first = preparation_for(refusal);
    if (first == nullptr) return prepared;
    if (*first == "InformationRecorded") {
      if (!gather_information(here)) return prepared;
      prepared = true;
      here.refresh();
      continue;
    }
    const auto preparation = offer(here, *first, nullptr);
    if (!preparation || !post(here, *preparation)) return prepared;
    prepared = true;
    // Another person, and another day of thinking, for what two people do.
    if (here.random.chance(10)) return true;
    here.refresh();
  }
  return prepared;
}

// The departments' information of (五) comes in together.
bool Actors::gather_information(Here& here) {
  const EventEntry* entry =
      EventCatalogue::shipped().find(SubjectKind::kCase, "InformationRecorded");
  const Concern concern{here.subject, nullptr};
  const auto players = cast_->players(*entry, concern, here.random);
  if (players.empty()) return false;
  std::vector<Command> commands;
  Scene scene = here.scene();
  for (const Variant& variant : data_variants(SubjectKind::kCase, entry->name, scene)) {
    auto command = make_command(SubjectKind::kCase, entry->name, variant.data.dump());
    if (!command) return ++refused_[command.error().code], false;
    command->subject = here.subject.id;
    const Player& player = here.random.pick(players);
    command->actor = player.actor;
    command->acting_for = player.acting_for;
    commands.push_back(*std::move(command));
  }
  bool done = false;
  for (const Outcome& outcome : engine_.execute(commands))
    done = note(outcome, entry->name) || done;
  return done;
}

bool Actors::raise_slip(Here& here) {
  SubjectRow slip;
  slip.kind = SubjectKind::kSlip;
  slip.county = here.subject.county;
  slip.township = here.subject.township;
  const bool about_referral = here.subject.kind == SubjectKind::kReferral;
  Here raising(engine_, here.subject, options_.seed);
  raising.subject = slip;
  const auto deed = offer(raising, "Raised", nullptr);
  if (!deed) return false;
  auto command = make_command(SubjectKind::kSlip, deed->event, deed->data.dump());
  if (!command) return ++refused_[command.error().code], false;
  command->opening =
      Opening{slip.county, "", about_referral ? here.subject.case_id : here.subject.id,
              about_referral ? here.subject.id : ""};
  command->actor = deed->player.actor;
  command->acting_for = deed->player.acting_for;
  return execute(*command);
}

bool Actors::post(Here& here, const Deed& deed) {
  auto command = make_command(here.subject.kind, deed.event, deed.data.dump());
  if (!command) return ++refused_[command.error().code], false;
  command->subject = here.subject.id;
  command->actor = deed.player.actor;
  command->acting_for = deed.player.acting_for;
  command->expected_version = here.subject.version;
  constexpr int kWithKey = 10;  // of a hundred requests
  if (here.random.chance(kWithKey))
    command->idempotency_key =
        "actor/" + here.subject.id + "/" + std::to_string(here.subject.version);
  if (!execute(*command)) return false;
  // A state that was rare this morning need not be sought by everybody all day.
  const std::string& target = deed.decision.after.state;
  if (target != here.subject.configuration.state) ++population_[{here.subject.kind, target}];
  return true;
}

bool Actors::execute(const Command& command) {
  return note(engine_.execute(command), command.event);
}

bool Actors::note(const Outcome& outcome, const std::string& event) {
  if (!outcome) return ++refused_[outcome.error().code + " " + event], false;
  ++accepted_;
  return true;
}

// An enterprise that no roster had comes to the window, or a bank names it.
bool Actors::welcome_newcomer() {
  Random random(mixed(options_.seed, "newcomer/" + format_instant(engine_.now())));
  std::vector<const Organisation*> counties;
  for (const Organisation& organisation : directory_->organisations())
    if (organisation.kind == OrganisationKind::kCounty) counties.push_back(&organisation);
  if (counties.empty()) return false;
  const Organisation& county = *random.pick(counties);
  EnterpriseRow row = EnterpriseMaker(random).make(county.id, "新办");
  if (!row.uscc.empty() && engine_.store().reader()->enterprise_by_uscc(row.uscc)) return false;
  row.created_ms = to_milliseconds(engine_.now());
  engine_.record([&](Writer& writer) {
    row.id = make_numbered_id(writer, county.id, 'E');
    writer.insert_enterprise(row);
  });
  SubjectRow case_row;
  case_row.county = county.id;
  case_row.township = row.township;
  case_row.enterprise = row.id;
  Here here(engine_, case_row, options_.seed);
  const auto deed = offer(here, random.chance(70) ? "WalkedIn" : "Nominated", nullptr);
  if (!deed) return false;
  auto command = make_command(SubjectKind::kCase, deed->event, deed->data.dump());
  if (!command) return ++refused_[command.error().code], false;
  command->opening = Opening{county.id, row.id, "", ""};
  command->actor = deed->player.actor;
  command->acting_for = deed->player.acting_for;
  return execute(*command);
}

}  // namespace qianqiao
