#include "server/engine/simulation/timeline.h"

#include <algorithm>

namespace qianqiao {
namespace {

constexpr int kPage = 500;

Courier::BackOff in_an_hour() {
  return [](int, Instant now) { return std::optional<Instant>(now + std::chrono::hours(1)); };
}

}  // namespace

Result<Delivery> RecordingNotifier::send(const MessageRow& message, Instant) {
  tell_(message);
  return Delivery{message.channel == "webhook"};
}

Timeline::Timeline(Engine& engine, SimulatedClock& clock, const SimulationOptions& options,
                   SimulationReport& report)
    : engine_(engine),
      clock_(clock),
      options_(options),
      report_(report),
      notifier_([this](const MessageRow& message) { tell_message(message); }),
      courier_(
          engine.store(), clock, notifier_,
          [this](const std::function<void(Writer&)>& change) { change(*delivering_); },
          in_an_hour()) {
  // What lies in inboxes already was told before this run.
  const auto reader = engine_.store().reader();
  while (true) {
    const auto page = reader->messages(last_message_, kPage);
    if (!page.empty()) last_message_ = page.back().id;
    if (page.size() < kPage) break;
  }
}

bool Timeline::advance_to(Instant target) {
  while (true) {
    if (!work_here()) return false;
    const auto next = next_stop(target);
    if (!next) break;
    clock_.set(*next);
  }
  if (clock_.now() < target) {
    clock_.set(target);
    return work_here();
  }
  return true;
}

std::optional<Instant> Timeline::next_stop(Instant target) {
  const auto reader = engine_.store().reader();
  std::optional<Instant> next;
  for (const auto& at : {next_due_instant(*reader), reader->next_message_instant()})
    if (at && *at > clock_.now() && *at <= target && (!next || *at < *next)) next = at;
  return next;
}

bool Timeline::work_here() {
  while (true) {
    if (should_stop()) return false;
    const bool swept = sweep();
    tell_inbox();
    if (should_stop()) return false;
    const int sent = deliver();
    if (!swept && sent == 0) return true;
  }
}

// What is due and unclaimed before a sweep is what the sweep claims, in this order.
bool Timeline::sweep() {
  std::vector<DeadlineRow> due;
  if (options_.journal) due = engine_.store().reader()->due_deadlines(engine_.now(), kPage);
  const SweepReport swept = engine_.sweep();
  report_.rungs += swept.claimed;
  for (std::size_t i = 0; i < due.size() && i < static_cast<std::size_t>(swept.claimed); ++i) {
    JournalEntry entry;
    entry.what = JournalEntry::What::kRung;
    entry.at = engine_.now();
    entry.county = due[i].county;
    entry.subject = due[i].subject;
    entry.deadline = due[i].id;
    entry.rule = due[i].rule;
    entry.rung = due[i].next_rung;
    entry.due = from_milliseconds(due[i].next_rung_ms.value_or(0));
    tell(std::move(entry));
  }
  return swept.worked;
}

// All that is due in one transaction: a run has many letters, and nothing leaves.
int Timeline::deliver() {
  if (engine_.store().reader()->due_messages(engine_.now(), 1).empty()) return 0;
  int sent = 0;
  engine_.record([&](Writer& writer) {
    delivering_ = &writer;
    sent = courier_.run_once(kPage);
    delivering_ = nullptr;
  });
  return sent;
}

void Timeline::tell_inbox() {
  while (true) {
    const auto page = engine_.store().reader()->messages(last_message_, kPage);
    for (const MessageRow& message : page) {
      last_message_ = message.id;
      if (message.channel == "inbox") tell_message(message);
    }
    if (page.size() < kPage) return;
  }
}

void Timeline::tell_message(const MessageRow& message) {
  ++report_.messages;
  if (!options_.journal) return;
  const auto reader = engine_.store().reader();
  const auto lines = reader->message_lines(message.id);
  JournalEntry entry;
  entry.what = JournalEntry::What::kMessage;
  entry.at = engine_.now();
  entry.county = message.county;
  entry.channel = message.channel;
  entry.person = message.person;
  entry.organisation = message.organisation;
  entry.notice = message.notice;
  entry.subject_line = message.subject_line;
  entry.lines = static_cast<int>(lines.size());
  std::optional<DeadlineRow> deadline;
  if (!lines.empty()) {
    entry.subject = lines.front().subject;
    entry.deadline = lines.front().deadline;
    entry.rung = lines.front().rung;
    if (entry.deadline != 0) deadline = reader->deadline(entry.deadline);
    if (deadline) entry.rule = deadline->rule;
  }
  const auto directory = engine_.directory();
  if (const Person* person = directory->person(message.person))
    entry.receiver = person->name;
  else if (const Organisation* organisation = directory->organisation(message.organisation))
    entry.receiver = organisation->name;
  entry.role = role_of(message, deadline ? deadline->rule_version : "", entry);
  tell(std::move(entry));
}

// As whom this person is told: a role that it holds and that the rung asks for; of an event the
// role of its first appointment.
std::string Timeline::role_of(const MessageRow& message, const std::string& rule_version,
                              const JournalEntry& entry) const {
  if (message.person.empty()) return {};
  const auto directory = engine_.directory();
  const auto appointments = directory->appointments(message.person, local_date(engine_.now()));
  if (appointments.empty()) return {};
  const auto rules = engine_.rule_book();
  const DeadlineRule* rule = rules->definition(rule_version).rule(entry.rule);
  if (rule != nullptr)
    for (const RungRule& rung : rule->ladder)
      if (rung.name == entry.rung)
        for (const std::string& name : rung.audiences)
          if (const Audience* audience = find_audience(name))
            for (const Appointment* appointment : appointments)
              if (appointment->role == audience->role) return appointment->role;
  return appointments.front()->role;
}

void Timeline::tell(JournalEntry entry) {
  if (options_.journal) options_.journal(entry);
}

}  // namespace qianqiao
