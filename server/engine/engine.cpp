#include "server/engine/engine.h"

#include <algorithm>
#include <atomic>

#include "server/engine/calendar_proposals.h"
#include "server/engine/figure_facts.h"
#include "server/engine/roster_listing.h"
#include "server/engine/transaction.h"
#include "server/engine/visiting_rounds.h"
#include "server/engine/workflow_migration.h"

namespace qianqiao {

std::optional<Instant> next_due_instant(Reader& reader) {
  std::optional<Instant> next;
  for (const auto& instant :
       {reader.next_rung_instant(), next_joining_instant(reader), next_effective_instant(reader)})
    if (instant && (!next || *instant < *next)) next = instant;
  return next;
}

// What another process on the same database armed is seen after this at the latest.
constexpr std::chrono::seconds kLongestTrust{1};

struct Engine::Parts {
  Parts(Store& s, const Clock& c, const EngineOptions& o)
      : store(s),
        clock(c),
        options(o),
        random(o.seed == 0 ? Random::from_system() : Random(o.seed)) {}

  void tell(const Transaction& transaction) const {
    if (listener && !transaction.changed().empty()) listener(transaction.changed());
  }

  Store& store;
  const Clock& clock;
  const EngineOptions options;
  Random random;
  // Replaced as a whole by the writing thread, read by any.
  std::atomic<std::shared_ptr<const RuleBook>> rules;
  std::atomic<std::shared_ptr<const Directory>> directory;
  std::atomic<std::shared_ptr<const HookTable>> hooks;
  std::atomic<std::int64_t> latest_ms{0};  // time never goes back for us
  std::function<void(const std::vector<SubjectRow>&)> listener;
  // As of the last commit, of the writing thread.
  std::optional<Instant> next_due;
  std::chrono::steady_clock::time_point next_due_known{};
};

Engine::Engine(Store& store, const Clock& clock, const EngineOptions& options)
    : parts_(std::make_unique<Parts>(store, clock, options)) {
  auto writer = store.begin();
  auto rules = std::make_shared<RuleBook>(*writer);
  rules->store_shipped(*writer);
  if (!writer->setting(kFactsKept)) {  // of before facts were kept
    rebuild_facts(*writer, *rules);
    writer->put_setting(kFactsKept, "1");
  }
  parts_->rules = std::move(rules);
  parts_->directory = std::make_shared<Directory>(*writer);
  parts_->hooks = std::make_shared<HookTable>(*writer);
  // A seeded engine that takes an existing database up does not repeat its numbers.
  if (options.seed != 0)
    parts_->random = Random(options.seed + static_cast<std::uint64_t>(writer->count_history()));
  if (const auto latest = writer->latest_history_instant())
    parts_->latest_ms = to_milliseconds(*latest);
  writer->commit();
}

Engine::~Engine() = default;

Instant Engine::now() const {
  const std::int64_t clock_ms = to_milliseconds(parts_->clock.now());
  std::int64_t latest_ms = parts_->latest_ms.load();
  while (latest_ms < clock_ms && !parts_->latest_ms.compare_exchange_weak(latest_ms, clock_ms)) {
  }
  return from_milliseconds(std::max(latest_ms, clock_ms));
}

void Engine::commit(Writer& writer) {
  const auto began = std::chrono::steady_clock::now();
  parts_->next_due =
      qianqiao::next_due_instant(writer);  // cheaper here than by a reader's new view
  parts_->next_due_known = began;
  writer.commit();
  if (parts_->options.committed)
    parts_->options.committed(std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began));
}

template <class Work>
auto Engine::in_transaction(Work work) {
  const auto rules = rule_book();
  const auto directory = this->directory();
  const auto hooks = this->hooks();
  auto writer = parts_->store.begin();
  Transaction transaction(*writer, *rules, *directory, *hooks, parts_->random, now());
  auto result = work(transaction, *writer);
  commit(*writer);
  parts_->tell(transaction);
  return result;
}

std::vector<Outcome> Engine::execute(std::span<const Command> commands) {
  return in_transaction([&](Transaction& transaction, Writer&) {
    transaction.claim_due_rungs(parts_->options.rungs_per_sweep);
    std::vector<Outcome> outcomes;
    outcomes.reserve(commands.size());
    for (const Command& command : commands) outcomes.push_back(transaction.execute(command));
    return outcomes;
  });
}

Outcome Engine::execute(const Command& command) {
  return std::move(execute({&command, 1}).front());
}

std::vector<Outcome> Engine::rehearse(std::span<const Command> commands) {
  const auto rules = rule_book();
  const auto directory = this->directory();
  const auto hooks = this->hooks();
  const auto writer = parts_->store.begin();  // goes without a commit
  Transaction transaction(*writer, *rules, *directory, *hooks, parts_->random, now());
  std::vector<Outcome> outcomes;
  outcomes.reserve(commands.size());
  for (const Command& command : commands) outcomes.push_back(transaction.execute(command));
  return outcomes;
}

void Engine::bring_workflows_into_force() {
  const auto next = next_effective_instant(*parts_->store.reader());
  if (!next || *next > now()) return;
  auto writer = parts_->store.begin();
  auto changed = bring_due_into_force(*writer, *rule_book(), *directory(), now());
  commit(*writer);
  if (changed) parts_->rules = std::move(changed);
}

SweepReport Engine::sweep() {
  bring_workflows_into_force();
  return in_transaction([&](Transaction& transaction, Writer& writer) {
    SweepReport report;
    report.claimed = transaction.claim_due_rungs(parts_->options.rungs_per_sweep);
    const JoiningReport joining =
        join_rounds(transaction, writer, now(), parts_->options.cases_per_sweep);
    report.joined = joining.joined;
    report.worked = report.claimed > 0 || joining.worked;
    const auto next = qianqiao::next_due_instant(writer);
    report.more_due = next && *next <= now();
    return report;
  });
}

std::optional<Instant> Engine::next_due_instant() {
  const auto now = std::chrono::steady_clock::now();
  if (now - parts_->next_due_known > kLongestTrust) {
    parts_->next_due = qianqiao::next_due_instant(*parts_->store.reader());
    parts_->next_due_known = now;
  }
  return parts_->next_due;
}

Result<OpenedRound> Engine::open_round(const RoundRow& row) {
  return in_transaction([&](Transaction&, Writer& writer) {
    return qianqiao::open_round(writer, *directory(), row, local_date(now()));
  });
}

void Engine::record(const std::function<void(Writer&)>& change) {
  auto writer = parts_->store.begin();
  change(*writer);
  commit(*writer);
}

void Engine::rehearse(const std::function<void(Writer&)>& change) {
  change(*parts_->store.begin());
}

void Engine::administer(const std::function<void(Writer&)>& change) {
  auto writer = parts_->store.begin();
  change(*writer);
  auto directory = std::make_shared<Directory>(*writer);
  commit(*writer);
  parts_->directory = std::move(directory);
}

void Engine::change_plugins(const std::function<void(Writer&)>& change) {
  auto writer = parts_->store.begin();
  change(*writer);
  auto hooks = std::make_shared<HookTable>(*writer);
  commit(*writer);
  parts_->hooks = std::move(hooks);
}

Result<CalendarChange> Engine::propose_calendar(const Calendar& notices, const PersonId& actor) {
  auto writer = parts_->store.begin();
  auto change = preview_calendar(*writer, *rule_book(), notices, local_date(now()));
  if (!change) return change;
  change->proposal.proposed_by = actor;
  change->proposal.proposed_ms = to_milliseconds(now());
  change->proposal.id = writer->calendar_writes().insert_proposal(change->proposal);
  if (!change->asks_second_person) return put_in_force(*writer, notices, *std::move(change));
  commit(*writer);
  return change;
}

Result<CalendarChange> Engine::confirm_calendar(std::int64_t proposal, const PersonId& actor) {
  auto writer = parts_->store.begin();
  auto row = confirmable_proposal(*writer, proposal, actor);
  if (!row) return fail(row.error());
  const auto notices = Calendar::from_json(row->notices);
  if (!notices) return fail(notices.error());
  auto change = preview_calendar(*writer, *rule_book(), *notices, local_date(now()));
  if (!change) return change;
  change->as_proposed = change->proposal.moves_digest == row->moves_digest;
  change->proposal = *std::move(row);
  change->proposal.settled_by = actor;
  return put_in_force(*writer, *notices, *std::move(change));
}

Result<CalendarChange> Engine::put_in_force(Writer& writer, const Calendar& notices,
                                            CalendarChange change) {
  const auto rules = with_notices(*rule_book(), notices);
  if (!rules) return fail(rules.error());
  const auto directory = this->directory();
  const auto hooks = this->hooks();
  (*rules)->store_calendar(writer);
  change.proposal.state = proposal_state::kInForce;
  change.proposal.settled_ms = to_milliseconds(now());
  writer.calendar_writes().update_proposal(change.proposal);
  Transaction transaction(writer, **rules, *directory, *hooks, parts_->random, now());
  std::string years;
  for (const int year : notices.years())
    years += (years.empty() ? "" : "、") + std::to_string(year);
  const Reprojection why{"载入" + years + "年放假调休通知 / working-day notice loaded",
                         change.proposal.proposed_by, change.proposal.settled_by};
  if (auto done = transaction.reproject(change.moves, why); !done) return fail(done.error());
  commit(writer);
  parts_->rules = *rules;
  parts_->tell(transaction);
  return change;
}

Result<void> Engine::remove_notice(int year) {
  const auto rules = rule_book();
  const std::string name = std::to_string(year);
  if (!rules->calendar().has_notice(year))
    return fail("calendar.year_not_loaded", {{"year", name}});
  if (rules->calendar().years().size() == 1) return fail("calendar.last_notice", {{"year", name}});
  auto writer = parts_->store.begin();
  if (const NoticeUse use = use_of_notice(*writer, *rules, year); !use.none())
    return fail("calendar.in_use", {{"year", name},
                                    {"deadlines", std::to_string(use.deadlines)},
                                    {"rows", std::to_string(use.history_rows)}});
  auto changed = std::make_shared<RuleBook>(*rules);
  changed->adopt_calendar(rules->calendar().without(year));
  changed->store_calendar(*writer);
  commit(*writer);
  parts_->rules = std::move(changed);
  return {};
}

Result<void> Engine::adopt_definition(const Definition& definition,
                                      const std::function<void(Writer&)>& noted) {
  const auto rules = with_definition(*rule_book(), *directory(), definition);
  if (!rules) return fail(rules.error());
  record([&](Writer& writer) {
    (*rules)->store_definitions(writer);
    if (noted) noted(writer);
  });
  parts_->rules = *rules;
  return {};
}

Result<WorkflowVersionRow> Engine::finish(Writer& writer, Result<Published> published,
                                          const PublicationNote& noted) {
  if (!published) return fail(std::move(published.error()));
  if (noted) noted(writer, published->row);
  commit(writer);
  if (published->rules) parts_->rules = published->rules;
  return std::move(published->row);
}

Result<WorkflowVersionRow> Engine::publish(const Publishing& wanted, const PublicationNote& noted) {
  auto writer = parts_->store.begin();
  return finish(*writer, publish_workflow(*writer, *rule_book(), *directory(), wanted, now()),
                noted);
}

Result<WorkflowVersionRow> Engine::revert(const std::string& area, const std::string& reason,
                                          const PersonId& actor, const PublicationNote& noted) {
  auto writer = parts_->store.begin();
  return finish(*writer,
                revert_workflow(*writer, *rule_book(), *directory(), area, reason, actor, now()),
                noted);
}

Result<std::vector<MigrationEffect>> Engine::migrate(std::span<const SubjectId> subjects,
                                                     const std::string& reason,
                                                     const PersonId& actor) {
  const auto rules = rule_book();
  const auto directory = this->directory();
  const auto hooks = this->hooks();
  auto writer = parts_->store.begin();
  Transaction transaction(*writer, *rules, *directory, *hooks, parts_->random, now());
  auto effects = migrate_subjects(transaction, *writer, *rules, subjects, reason, actor);
  if (!effects) return effects;
  commit(*writer);
  parts_->tell(transaction);
  return effects;
}

Result<std::vector<MigrationEffect>> Engine::rehearse_migration(
    std::span<const SubjectId> subjects) {
  const auto rules = rule_book();
  const auto directory = this->directory();
  const auto hooks = this->hooks();
  const auto writer = parts_->store.begin();  // goes without a commit
  Transaction transaction(*writer, *rules, *directory, *hooks, parts_->random, now());
  return migrate_subjects(transaction, *writer, *rules, subjects, "-", kSystemPerson);
}

std::vector<Result<Engine::Listing>> Engine::list_enterprises(std::span<const EnterpriseRow> rows,
                                                              const PersonId& actor,
                                                              const std::optional<RoundRow>& round,
                                                              const ImportRow* roster) {
  return in_transaction([&](Transaction& transaction, Writer& writer) {
    RosterListing listing(transaction, writer, *rule_book(), *directory(), actor, round, now());
    if (roster != nullptr) listing.note_in(roster->id);
    std::vector<Result<Listing>> results;
    results.reserve(rows.size());
    for (const EnterpriseRow& row : rows) results.push_back(listing.list(row));
    if (roster != nullptr) {
      ImportRow kept = *roster;
      for (const auto& result : results)
        if (result) ++kept.good;
      writer.put_roster(kept);
    }
    return results;
  });
}

void Engine::on_commit(std::function<void(const std::vector<SubjectRow>&)> listener) {
  parts_->listener = std::move(listener);
}

std::shared_ptr<const RuleBook> Engine::rule_book() const { return parts_->rules.load(); }
std::shared_ptr<const Directory> Engine::directory() const { return parts_->directory.load(); }
std::shared_ptr<const HookTable> Engine::hooks() const { return parts_->hooks.load(); }
Store& Engine::store() { return parts_->store; }

}  // namespace qianqiao
