#include "server/store/sqlite/sqlite_writer.h"

#include <cassert>

namespace qianqiao {

namespace {

constexpr Sql kBegin = {"BEGIN IMMEDIATE"};
constexpr Sql kCommit = {"COMMIT"};
constexpr Sql kRollback = {"ROLLBACK"};
constexpr Sql kSavepoint = {"SAVEPOINT command"};
constexpr Sql kRelease = {"RELEASE command"};
constexpr Sql kRollbackTo = {"ROLLBACK TO command"};

}  // namespace

std::int64_t Counters::next(std::string_view county, char letter) {
  const auto [entry, is_new] = last_.try_emplace(Key(county, letter), 0);
  if (is_new) entry->second = table_.counter(county, std::string_view(&letter, 1));
  journal_.push_back(entry->first);
  return ++entry->second;
}

void Counters::undo_to(std::size_t mark) {
  for (; journal_.size() > mark; journal_.pop_back()) --last_[journal_.back()];
}

void Counters::write() {
  std::map<Key, std::int64_t> changed;
  for (const Key& key : journal_) changed[key] = last_[key];
  for (const auto& [key, last] : changed)
    table_.put_counter(key.first, std::string_view(&key.second, 1), last);
}

void Counters::forget() { journal_.clear(); }

WritingSide::WritingSide(std::unique_ptr<SqliteDialect> its_dialect,
                         std::unique_ptr<Connection> its_connection, std::size_t cached_subjects)
    : dialect(std::move(its_dialect)),
      connection(std::move(its_connection)),
      tables(*connection),
      cache(cached_subjects),
      counters(tables.subjects),
      begin(*connection, kBegin),
      commit(*connection, kCommit),
      rollback(*connection, kRollback),
      savepoint(*connection, kSavepoint),
      release(*connection, kRelease),
      rollback_to(*connection, kRollbackTo) {}

SqliteWriter::SqliteWriter(WritingSide& side) : side_(side) {
  if (side_.in_transaction)
    throw StoreFailure("store.busy", "another transaction is being written");
  if (side_.dialect->broken())
    throw StoreFailure("store.io", "an earlier write failed; start the process anew");
  side_.dialect->begin_transaction();
  side_.begin.run();
  side_.in_transaction = true;
  open_ = true;
}

SqliteWriter::~SqliteWriter() {
  if (!open_) return;
  forget_touched(0);
  forget_appended();
  side_.counters.undo_to(0);
  side_.in_transaction = false;
  if (side_.dialect->transaction_lost() && !in_database_transaction(*side_.connection)) return;
  try {
    side_.rollback.run();
  } catch (const StoreFailure&) {  // noted: nothing more is written
  }
}

Tables& SqliteWriter::tables() {
  assert(open_);
  if (side_.dialect->transaction_lost())
    throw StoreFailure("store.io", "the transaction was rolled back by an earlier failure");
  return side_.tables;
}

void SqliteWriter::forget_touched(std::size_t from) {
  for (std::size_t i = from; i < touched_.size(); ++i) side_.cache.erase(touched_[i]);
  touched_.resize(from);
}

// Those of a rollback are given out again.
void SqliteWriter::forget_appended() {
  unsaved_.clear();
  side_.last_position = WritingSide::kUnknown;
}

const StoredSubject* SqliteWriter::stored(const SubjectId& id) {
  if (const StoredSubject* cached = side_.cache.find(id)) return cached;
  auto found = tables().subjects.find_stored(id);
  return found ? side_.cache.put(*std::move(found)) : nullptr;
}

std::optional<SubjectRow> SqliteWriter::subject(const SubjectId& id) {
  const StoredSubject* found = stored(id);
  return found == nullptr ? std::nullopt : std::optional(found->row);
}

HistoryPlaces SqliteWriter::places_of(const SubjectId& id) {
  if (const auto unsaved = unsaved_.find(id); unsaved != unsaved_.end()) return unsaved->second;
  const StoredSubject* found = stored(id);
  return found == nullptr ? HistoryPlaces() : found->places;
}

std::vector<HistoryRow> SqliteWriter::history(const SubjectId& subject, std::int64_t after_sequence,
                                              int limit) {
  save_places();
  return TableReads::history(subject, after_sequence, limit);
}

std::optional<Receipt> SqliteWriter::receipt(const SubjectId& subject,
                                             std::string_view receipt_key) {
  if (subject.empty()) return TableReads::receipt(subject, receipt_key);
  return tables().history.receipt(subject, places_of(subject), receipt_key);
}

void SqliteWriter::insert_subject(const SubjectRow& row) {
  tables().subjects.insert(row);
  touched_.push_back(row.id);
  side_.cache.put({row, {}});
}

void SqliteWriter::update_subject(const SubjectRow& row) {
  StoredSubject after{row, places_of(row.id)};
  const StoredSubject* before = stored(row.id);
  if (before == nullptr) throw StoreFailure("store.constraint", "no such subject: " + row.id);
  tables().subjects.update(before->row, row, after.places);
  touched_.push_back(row.id);
  unsaved_.erase(row.id);
  side_.cache.put(std::move(after));
}

// Its place in the row of its subject is written with that row's next update, or with the commit.
void SqliteWriter::append_history(const HistoryRow& row) {
  HistoryPlaces places = places_of(row.subject);
  if (row.sequence != places.count() + 1)
    throw StoreFailure("store.constraint", "this place in the history is taken, or not yet due");
  if (tables().history.receipt(row.subject, places, row.receipt_key))
    throw StoreFailure("store.constraint", "this key is taken");
  if (side_.last_position == WritingSide::kUnknown)
    side_.last_position = tables().history.latest_position();
  tables().history.append(side_.last_position + 1, row);
  places.add(++side_.last_position, row.receipt_key);
  unsaved_.insert_or_assign(row.subject, std::move(places));
}

void SqliteWriter::save_places() {
  for (auto& [id, places] : unsaved_) {
    if (!tables().history.put_places(id, places))
      throw StoreFailure("store.constraint", "history of no subject: " + id);
    touched_.push_back(id);
    if (StoredSubject* cached = side_.cache.find(id)) cached->places = std::move(places);
  }
  unsaved_.clear();
}

std::int64_t SqliteWriter::next_number(std::string_view county, char letter) {
  tables();
  return side_.counters.next(county, letter);
}

void SqliteWriter::insert_enterprise(const EnterpriseRow& row) { tables().enterprises.insert(row); }
void SqliteWriter::update_enterprise(const EnterpriseRow& row) { tables().enterprises.update(row); }

DeadlineId SqliteWriter::insert_deadline(const DeadlineRow& row) {
  return tables().deadlines.insert(row);
}
void SqliteWriter::update_deadline(const DeadlineRow& row) { tables().deadlines.update(row); }
void SqliteWriter::advance_deadline(const DeadlineRow& row) { tables().deadlines.advance(row); }
void SqliteWriter::stop_deadline(const DeadlineRow& row) { tables().deadlines.stop(row); }
bool SqliteWriter::claim_rung(const RungRow& row) { return tables().deadlines.claim(row); }

void SqliteWriter::put_case_fact(const CaseFactRow& row) { tables().facts.put(row); }
void SqliteWriter::put_referral_fact(const ReferralFactRow& row) { tables().facts.put(row); }

void SqliteWriter::open_task(const TaskRow& row) { tables().work.open_task(row); }
void SqliteWriter::close_task(const SubjectId& subject, std::string_view kind) {
  tables().work.close_task(subject, kind);
}
void SqliteWriter::enter_list(const ListEntryRow& row) { tables().work.enter_list(row); }
void SqliteWriter::leave_list(const SubjectId& subject, std::string_view list, Instant at) {
  tables().work.leave_list(subject, list, at);
}

void SqliteWriter::insert_docket(const DocketRow& row) { tables().dockets.insert(row); }
void SqliteWriter::insert_docket_entry(const DocketEntryRow& row) {
  tables().dockets.insert_entry(row);
}
std::int64_t SqliteWriter::freeze_list(std::string_view docket, std::string_view county,
                                       std::string_view list) {
  return tables().dockets.freeze_list(docket, county, list);
}
std::int64_t SqliteWriter::freeze_roster(std::string_view docket, std::string_view county,
                                         std::string_view roster) {
  return tables().dockets.freeze_roster(docket, county, roster);
}
std::int64_t SqliteWriter::freeze_state(std::string_view docket, std::string_view county,
                                        std::string_view state, std::string_view outcome) {
  return tables().dockets.freeze_state(docket, county, state, outcome);
}
std::int64_t SqliteWriter::copy_docket(std::string_view docket, std::string_view from,
                                       const SubjectId& except) {
  return tables().dockets.copy(docket, from, except);
}
void SqliteWriter::settle_docket_entry(std::string_view docket, const SubjectId& subject,
                                       const Settlement& settlement, Instant at) {
  tables().dockets.settle(docket, subject, settlement, at);
}
void SqliteWriter::supersede_docket(std::string_view docket, std::string_view by) {
  tables().dockets.supersede(docket, by);
}
void SqliteWriter::put_roster(const ImportRow& row) { tables().rosters.put(row); }
void SqliteWriter::insert_roster_entry(std::string_view roster, const EnterpriseId& enterprise) {
  tables().rosters.insert_entry(roster, enterprise);
}
void SqliteWriter::interrupt_rosters(Instant at) { tables().rosters.interrupt(at); }

MessageId SqliteWriter::insert_message(const MessageRow& row) {
  return tables().messages.insert(row);
}
void SqliteWriter::update_message(const MessageRow& row) { tables().messages.update(row); }
void SqliteWriter::insert_message_line(const MessageLineRow& row) {
  tables().messages.insert_line(row);
}
void SqliteWriter::give_up_messages_of(std::int64_t webhook, std::string_view why, Instant at) {
  tables().messages.give_up(webhook, why, at);
}
std::int64_t SqliteWriter::insert_incident(const IncidentRow& row) {
  return tables().messages.insert_incident(row);
}
void SqliteWriter::close_incident(std::int64_t id, std::string_view resolution, const PersonId& by,
                                  Instant at) {
  tables().messages.close_incident(id, resolution, by, at);
}

void SqliteWriter::put_mail_wish(const MailWishRow& row) { tables().messages.put(row); }
void SqliteWriter::put_case_amount(const SubjectId& case_id, std::int64_t fen) {
  tables().facts.put_amount(case_id, fen);
}
void SqliteWriter::put_organisation(const Organisation& row) { tables().people.put(row); }
void SqliteWriter::put_person(const Person& row) { tables().people.put(row); }
void SqliteWriter::put_appointment(const Appointment& row) { tables().people.put(row); }
std::int64_t SqliteWriter::insert_mandate(const Mandate& row) {
  return tables().people.insert(row);
}
void SqliteWriter::put_round(const RoundRow& row) { tables().people.put(row); }
std::int64_t SqliteWriter::insert_webhook(const WebhookRow& row) {
  return tables().webhooks.insert(row);
}
void SqliteWriter::update_webhook(const WebhookRow& row) { tables().webhooks.update(row); }
std::int64_t SqliteWriter::insert_saved_view(const SavedViewRow& row) {
  return tables().saved_views.insert(row);
}
void SqliteWriter::update_saved_view(const SavedViewRow& row) { tables().saved_views.update(row); }
void SqliteWriter::delete_saved_view(std::int64_t id) { tables().saved_views.remove(id); }
void SqliteWriter::put_parties(const SubjectId& subject,
                               const std::vector<OrganisationId>& organisations) {
  tables().subjects.put_parties(subject, organisations);
}
void SqliteWriter::insert_session(const SessionRow& row) { tables().accounts.insert(row); }
void SqliteWriter::touch_session(const Digest& token, Instant seen) {
  tables().accounts.touch_session(token, seen);
}
void SqliteWriter::delete_session(const Digest& token) { tables().accounts.delete_session(token); }
void SqliteWriter::delete_sessions_of(const PersonId& person) {
  tables().accounts.delete_sessions_of(person);
}
void SqliteWriter::delete_expired_sessions(Instant now) {
  tables().accounts.delete_expired_sessions(now);
}
void SqliteWriter::put_sign_in(const SignInRow& row) { tables().accounts.put(row); }
std::int64_t SqliteWriter::insert_api_key(const ApiKeyRow& row) {
  return tables().accounts.insert(row);
}
void SqliteWriter::revoke_api_key(std::int64_t id, Instant at) {
  tables().accounts.revoke_api_key(id, at);
}
void SqliteWriter::touch_api_key(std::int64_t id, Instant used) {
  tables().accounts.touch_api_key(id, used);
}
std::int64_t SqliteWriter::insert_audit(const AuditRow& row) {
  return tables().accounts.insert(row);
}
void SqliteWriter::put_setting(std::string_view name, std::string_view value) {
  tables().people.put_setting(name, value);
}
void SqliteWriter::put_checkpoint(const CheckpointRow& row) {
  tables().history.put_checkpoint(row);
}
void SqliteWriter::put_document(std::string_view kind, std::string_view version,
                                std::string_view content) {
  tables().people.put_document(kind, version, content);
}

PluginWrites& SqliteWriter::plugin_writes() { return tables().plugins; }
WorkflowWrites& SqliteWriter::workflow_writes() { return tables().workflows; }
CalendarWrites& SqliteWriter::calendar_writes() { return tables().calendars; }
DocumentWrites& SqliteWriter::document_writes() { return tables().documents; }
ProgressLinkWrites& SqliteWriter::progress_link_writes() { return tables().progress_links; }

void SqliteWriter::savepoint() {
  assert(!in_savepoint_);
  save_places();
  tables();
  side_.savepoint.run();
  in_savepoint_ = true;
  touched_mark_ = touched_.size();
  counter_mark_ = side_.counters.mark();
}

void SqliteWriter::release_savepoint() {
  assert(in_savepoint_);
  tables();
  side_.release.run();
  in_savepoint_ = false;
}

void SqliteWriter::rollback_to_savepoint() {
  assert(in_savepoint_);
  tables();
  forget_touched(touched_mark_);
  forget_appended();
  side_.counters.undo_to(counter_mark_);
  side_.rollback_to.run();
  side_.release.run();
  in_savepoint_ = false;
}

void SqliteWriter::commit() {
  save_places();
  side_.counters.write();
  side_.commit.run();
  side_.counters.forget();
  side_.in_transaction = false;
  touched_.clear();
  open_ = false;
}

}  // namespace qianqiao
