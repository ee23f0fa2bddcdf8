// The writing side of the SQLite store: the one connection that writes, what it keeps prepared and
// in memory, and a transaction on it. Belongs to the writing thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/store/sqlite/sqlite_session.h"
#include "server/store/sqlite/subject_cache.h"
#include "server/store/table_reads.h"

namespace qianqiao {

// Numbers given out, kept in memory and written once at the commit; what a rollback undoes is
// given out again.
class Counters {
 public:
  explicit Counters(SubjectTable& table) : table_(table) {}

  std::int64_t next(std::string_view county, char letter);
  std::size_t mark() const { return journal_.size(); }
  void undo_to(std::size_t mark);
  void write();   // into the transaction, before its commit
  void forget();  // the journal, after a commit

 private:
  using Key = std::pair<std::string, char>;
  SubjectTable& table_;
  std::map<Key, std::int64_t> last_;
  std::vector<Key> journal_;  // one entry for each number given out in this transaction
};

struct WritingSide {
  WritingSide(std::unique_ptr<SqliteDialect> its_dialect,
              std::unique_ptr<Connection> its_connection, std::size_t cached_subjects);

  std::unique_ptr<SqliteDialect> dialect;
  std::unique_ptr<Connection> connection;
  Tables tables;
  SubjectCache cache;
  Counters counters;
  Statement begin, commit, rollback, savepoint, release, rollback_to;
  bool in_transaction = false;
  std::int64_t last_position = kUnknown;  // of history, with what is not committed yet

  static constexpr std::int64_t kUnknown = -1;
};

class SqliteWriter : public TableReads<Writer> {
 public:
  explicit SqliteWriter(WritingSide& side);
  ~SqliteWriter() override;

  std::optional<SubjectRow> subject(const SubjectId& id) override;
  std::vector<HistoryRow> history(const SubjectId& subject, std::int64_t after_sequence,
                                  int limit) override;
  std::optional<Receipt> receipt(const SubjectId& subject, std::string_view receipt_key) override;

  void insert_subject(const SubjectRow& row) override;
  void update_subject(const SubjectRow& row) override;
  void append_history(const HistoryRow& row) override;
  std::int64_t next_number(std::string_view county, char letter) override;
  void insert_enterprise(const EnterpriseRow& row) override;
  void update_enterprise(const EnterpriseRow& row) override;
  DeadlineId insert_deadline(const DeadlineRow& row) override;
  void update_deadline(const DeadlineRow& row) override;
  void advance_deadline(const DeadlineRow& row) override;
  void stop_deadline(const DeadlineRow& row) override;
  bool claim_rung(const RungRow& row) override;
  void put_case_fact(const CaseFactRow& row) override;
  void put_case_amount(const SubjectId& case_id, std::int64_t fen) override;
  void put_referral_fact(const ReferralFactRow& row) override;
  void open_task(const TaskRow& row) override;
  void close_task(const SubjectId& subject, std::string_view kind) override;
  void enter_list(const ListEntryRow& row) override;
  void leave_list(const SubjectId& subject, std::string_view list, Instant at) override;
  void insert_docket(const DocketRow& row) override;
  void insert_docket_entry(const DocketEntryRow& row) override;
  std::int64_t freeze_list(std::string_view docket, std::string_view county,
                           std::string_view list) override;
  std::int64_t freeze_roster(std::string_view docket, std::string_view county,
                             std::string_view roster) override;
  std::int64_t freeze_state(std::string_view docket, std::string_view county,
                            std::string_view state, std::string_view outcome) override;
  std::int64_t copy_docket(std::string_view docket, std::string_view from,
                           const SubjectId& except) override;
  void settle_docket_entry(std::string_view docket, const SubjectId& subject,
                           const Settlement& settlement, Instant at) override;
  void supersede_docket(std::string_view docket, std::string_view by) override;
  void put_roster(const ImportRow& row) override;
  void insert_roster_entry(std::string_view roster, const EnterpriseId& enterprise) override;
  void interrupt_rosters(Instant at) override;
  MessageId insert_message(const MessageRow& row) override;
  void update_message(const MessageRow& row) override;
  void insert_message_line(const MessageLineRow& row) override;
  void put_mail_wish(const MailWishRow& row) override;
  void give_up_messages_of(std::int64_t webhook, std::string_view why, Instant at) override;
  std::int64_t insert_incident(const IncidentRow& row) override;
  void close_incident(std::int64_t id, std::string_view resolution, const PersonId& by,
                      Instant at) override;
  void put_organisation(const Organisation& row) override;
  void put_person(const Person& row) override;
  void put_appointment(const Appointment& row) override;
  std::int64_t insert_mandate(const Mandate& row) override;
  void put_round(const RoundRow& row) override;
  std::int64_t insert_webhook(const WebhookRow& row) override;
  void update_webhook(const WebhookRow& row) override;
  std::int64_t insert_saved_view(const SavedViewRow& row) override;
  void update_saved_view(const SavedViewRow& row) override;
  void delete_saved_view(std::int64_t id) override;
  void put_parties(const SubjectId& subject,
                   const std::vector<OrganisationId>& organisations) override;
  void insert_session(const SessionRow& row) override;
  void touch_session(const Digest& token, Instant seen) override;
  void delete_session(const Digest& token) override;
  void delete_sessions_of(const PersonId& person) override;
  void delete_expired_sessions(Instant now) override;
  void put_sign_in(const SignInRow& row) override;
  std::int64_t insert_api_key(const ApiKeyRow& row) override;
  void revoke_api_key(std::int64_t id, Instant at) override;
  void touch_api_key(std::int64_t id, Instant used) override;
  std::int64_t insert_audit(const AuditRow& row) override;
  void put_setting(std::string_view name, std::string_view value) override;
  void put_checkpoint(const CheckpointRow& row) override;
  void put_document(std::string_view kind, std::string_view version,
                    std::string_view content) override;
  PluginWrites& plugin_writes() override;
  WorkflowWrites& workflow_writes() override;
  CalendarWrites& calendar_writes() override;
  DocumentWrites& document_writes() override;
  ProgressLinkWrites& progress_link_writes() override;

  void savepoint() override;
  void release_savepoint() override;
  void rollback_to_savepoint() override;
  void commit() override;

 private:
  Tables& tables() override;  // throws where the transaction is over or lost
  void forget_touched(std::size_t from);
  void forget_appended();
  const StoredSubject* stored(const SubjectId& id);  // null: unknown; valid until the next put
  HistoryPlaces places_of(const SubjectId& id);
  void save_places();

  WritingSide& side_;
  bool open_ = false;
  bool in_savepoint_ = false;
  std::vector<SubjectId> touched_;  // subjects written in this transaction, in order
  std::size_t touched_mark_ = 0, counter_mark_ = 0;  // at the savepoint
  // Of subjects whose history was appended, and whose row does not say so yet.
  std::map<SubjectId, HistoryPlaces> unsaved_;
};

}  // namespace qianqiao
