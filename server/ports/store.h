// Where everything is kept. Two really different stores implement it (SQLite now, PostgreSQL
// later) and pass one conformance suite, tests/conformance.
//
// Threads: a Store may be shared. One Writer exists at a time and belongs to one thread. Readers
// are cheap, each belongs to one thread and sees the last committed state at its first read.
// Failures of the database are StoreFailure exceptions: the engine cannot go on with half a
// transaction, and no caller below it could do better.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/ports/rows.h"
#include "server/ports/sight.h"
#include "workflows/base/result.h"

namespace qianqiao {

class CalendarReads;
class CalendarWrites;
class DocumentReads;
class DocumentWrites;
class ProgressLinkReads;
class ProgressLinkWrites;
class PluginReads;
class PluginWrites;
class WorkflowReads;
class WorkflowWrites;

// The database failed: full disk, I/O error, lost connection. After one the process stops
// acknowledging, exits, and recovers at its next start.
class StoreFailure : public std::runtime_error {
 public:
  StoreFailure(std::string code_name, const std::string& what)
      : std::runtime_error(what), code(std::move(code_name)) {}
  std::string code;  // of the error catalogue: store.full, store.io, …
};

// By number, or by the day of opening; the newest first or last.
enum class SubjectOrder { kNumber, kNumberDown, kOpening, kOpeningDown };
inline bool is_by_opening(SubjectOrder order) {
  return order == SubjectOrder::kOpening || order == SubjectOrder::kOpeningDown;
}

struct IncidentFilter {
  std::optional<std::string> county = {};  // none: any
  bool open_only = true;
  std::int64_t before = 0;  // the last id seen; 0: from the newest
  int limit = 100;
};

struct SubjectFilter {
  std::optional<SubjectKind> kind = {};
  std::string county = {};  // empty: any
  std::string township = {};
  std::string state = {};  // leaf state, or an outer one ("Review")
  OrganisationId organisation = {};
  SubjectId case_id = {};
  EnterpriseId enterprise = {};
  bool open_only = false;
  // Of enterprises that are found by these words: a part of the name, of its pinyin's initials or
  // of the code (search_terms.h). The list is then in the order in which the enterprises came,
  // whatever `order` says.
  std::string words = {};
  std::optional<Instant> due_before = {};  // with a running clock of its own that ends before this
  std::optional<Instant> opened_from = {}, opened_before = {};
  // Cases that were pushed to this bank, as far as the asker sees those referrals.
  OrganisationId pushed_to = {};
  std::optional<Sight> pushed_sight = {};
  std::optional<Sight> sight = {};  // none: whoever asks sees everything
  SubjectOrder order = SubjectOrder::kNumber;
  SubjectId after = {};  // cursor: those that come after this one, which was opened then
  std::int64_t after_opened_ms = 0;
  int limit = 100;
};

// The open tasks of one role, in these places: whole counties, tasks of these townships and
// departments, and those of the referrals and slips that these organisations are parties of.
struct TaskQuery {
  std::string role;
  std::set<std::string> counties = {};
  std::set<OrganisationId> organisations = {};
  std::set<OrganisationId> parties = {};
  // Cursor: the task after this one. Without a running clock a task comes after those with one.
  std::int64_t after_due_ms = 0;
  std::int64_t after_opened_ms = 0;
  SubjectId after_subject = {};
  std::string after_kind = {};
  int limit = 100;
};
struct DueTask {
  static constexpr std::int64_t kNeverDue = 9'000'000'000'000'000;
  TaskRow task;
  std::int64_t due_ms = kNeverDue;  // of its subject's running clock that ends first
};

struct EnterpriseFilter {
  std::string county = {};  // empty: any
  std::string township = {};
  std::string words = {};  // as of SubjectFilter
  // A party sees those of the referrals and slips that lie with it.
  std::optional<Sight> sight = {};
  EnterpriseId after = {};  // cursor: the one after this
  int limit = 100;
};

// Cases by the day of their signature.
struct SignedFilter {
  std::string county = {};  // empty: any
  Date from{};
  Date to{};                // inclusive
  Instant as_of{};          // facts of later days are not looked at
  EnterpriseId after = {};  // cursor: enterprises greater than this
};

// Running deadlines across subjects, by due instant.
struct DeadlineFilter {
  std::string county = {};  // empty: any
  std::string rule = {};
  std::optional<Effect> effect = {};
  bool provisional_only = false;
  std::optional<Instant> due_before = {};  // not itself
  std::optional<KindSights> sights = {};   // none: whoever asks sees everything
  Instant after_due = from_milliseconds(std::numeric_limits<std::int64_t>::min());  // cursor:
  DeadlineId after = 0;                                                             // both
  int limit = 100;
};

// Of which open cases the stages are counted.
struct StageQuery {
  std::string county = {};  // empty: any
  std::string township = {};
  std::optional<Sight> sight = {};  // none: whoever asks sees everything
  Instant now{};
};

// Entries of one list of one county.
struct ListFilter {
  std::string county = {};
  std::string list = {};
  bool with_former = false;  // those that left, too
  std::string state = {};    // of the case: leaf state, or an outer one
  std::string township = {};
  SubjectId after = {};  // cursor
  int limit = 100;
};

class Reader {
 public:
  virtual ~Reader() = default;

  virtual std::optional<SubjectRow> subject(const SubjectId& id) = 0;
  virtual std::vector<SubjectRow> subjects(const SubjectFilter& filter) = 0;   // by id
  virtual std::vector<StageTally> stage_tallies(const StageQuery& query) = 0;  // by stage
  virtual std::vector<HistoryRow> history(const SubjectId& subject, std::int64_t after_sequence,
                                          int limit) = 0;
  // All history in the order of its recording; `after` is the position of the last row seen.
  struct RecordedRow {
    std::int64_t position;
    HistoryRow row;
  };
  virtual std::vector<RecordedRow> recorded_history(std::int64_t after, int limit) = 0;
  virtual std::int64_t count_history() = 0;
  virtual std::int64_t latest_history_position() = 0;           // of the row recorded last; 0: none
  virtual std::optional<Instant> latest_history_instant() = 0;  // of the row recorded last
  // Of a request posted to this subject; subject empty: of one that opened its subject.
  virtual std::optional<Receipt> receipt(const SubjectId& subject,
                                         std::string_view receipt_key) = 0;

  virtual std::optional<EnterpriseRow> enterprise(const EnterpriseId& id) = 0;
  virtual std::string enterprise_name(const EnterpriseId& id) = 0;  // "": there is none
  virtual std::optional<EnterpriseRow> enterprise_by_uscc(std::string_view uscc) = 0;
  // For those without a code: same county and same name (and not yet linked to a code).
  virtual std::optional<EnterpriseRow> enterprise_by_name(std::string_view county,
                                                          std::string_view name) = 0;
  // All of them, by id; the former is the first.
  virtual std::vector<EnterpriseRow> enterprises_by_name(std::string_view county,
                                                         std::string_view name) = 0;
  // By id; found by words: in the order in which they came.
  virtual std::vector<EnterpriseRow> enterprises(const EnterpriseFilter& filter) = 0;
  virtual std::optional<SubjectRow> open_case_of(const EnterpriseId& enterprise) = 0;
  virtual std::optional<SubjectRow> last_case_of(const EnterpriseId& enterprise) = 0;

  virtual std::optional<DeadlineRow> deadline(DeadlineId id) = 0;
  virtual std::vector<DeadlineRow> deadlines_of(const SubjectId& subject) = 0;  // by id, all states
  virtual std::vector<DeadlineRow> all_deadlines(DeadlineId after, int limit) = 0;
  // Running ones whose next rung is due at `now`, earliest first (ties by id).
  virtual std::vector<DeadlineRow> due_deadlines(Instant now, int limit) = 0;
  virtual std::optional<Instant> next_rung_instant() = 0;
  // Running ones that a notice for `year` may move: provisional ones, those that run through it,
  // and those due so shortly before that later rungs may fall into it.
  virtual std::vector<DeadlineRow> deadlines_touching_year(int year, DeadlineId after,
                                                           int limit) = 0;
  virtual std::vector<RungRow> rungs_of(DeadlineId deadline) = 0;
  virtual std::vector<ListedDeadline> running_deadlines(const DeadlineFilter& filter) = 0;
  // Of one effect; the cost does not grow with what runs.
  virtual DeadlineCounts count_deadlines(Effect effect, Instant now) = 0;
  // Running ones without a next rung: past their ladder, or never armed. By id.
  virtual std::vector<DeadlineRow> silent_deadlines(DeadlineId after, int limit) = 0;

  virtual std::optional<CaseFactRow> case_fact(const SubjectId& case_id) = 0;
  virtual std::optional<std::int64_t> case_amount(const SubjectId& case_id) = 0;  // fen
  virtual std::optional<ReferralFactRow> referral_fact(const SubjectId& case_id,
                                                       const SubjectId& referral) = 0;
  // By enterprise and case, once for each referral; until `visit` answers false. It must not ask
  // this reader.
  virtual void each_signed_case(const SignedFilter& filter,
                                const std::function<bool(const SignedCase&)>& visit) = 0;

  virtual std::vector<TaskRow> tasks_of(const SubjectId& subject) = 0;
  virtual std::vector<DueTask> due_tasks(const TaskQuery& query) = 0;  // least time left first
  virtual std::optional<TaskRow> task(const SubjectId& subject, std::string_view kind) = 0;
  virtual std::vector<ListEntryRow> list_entries(const ListFilter& filter) = 0;  // by subject
  virtual std::vector<ListEntryRow> lists_of(const SubjectId& subject) = 0;

  virtual std::optional<DocketRow> docket(std::string_view id) = 0;
  // Of one kind of one county, newest first; numbers below `before` (0: from the newest).
  virtual std::vector<DocketRow> dockets(std::string_view county, std::string_view kind,
                                         std::int64_t before, int limit) = 0;
  virtual std::vector<DocketRow> all_dockets(std::string_view after, int limit) = 0;  // by id
  virtual std::optional<DocketEntryRow> docket_entry(std::string_view docket,
                                                     const SubjectId& subject) = 0;
  virtual std::vector<DocketEntryRow> docket_entries(std::string_view docket,
                                                     const SubjectId& after, int limit) = 0;
  virtual DocketTally docket_tally(std::string_view docket) = 0;
  // Those in which this case is signed, by id.
  virtual std::vector<std::string> dockets_signing(const SubjectId& subject) = 0;

  virtual std::optional<ImportRow> roster(std::string_view id) = 0;
  // Newest first, ids below `before` (empty: from the newest).
  virtual std::vector<ImportRow> rosters(std::string_view before, int limit) = 0;
  virtual std::vector<EnterpriseId> roster_entries(std::string_view roster,
                                                   const EnterpriseId& after, int limit) = 0;

  // Unsent, not dead, not_before ≤ now, channel other than inbox; earliest first.
  virtual std::vector<MessageRow> due_messages(Instant now, int limit) = 0;
  virtual std::optional<Instant> next_message_instant() = 0;
  virtual std::vector<MessageRow> messages(MessageId after, int limit) = 0;  // oldest first
  // Newest first; `before` is the last id seen, 0: from the newest.
  virtual std::vector<MessageRow> latest_messages(MessageId before, int limit) = 0;
  virtual std::vector<MessageRow> messages_of_county(std::string_view county, MessageId before,
                                                     int limit) = 0;
  virtual std::vector<MessageRow> messages_to(const OrganisationId& organisation, MessageId before,
                                              int limit) = 0;
  // Of one webhook, in the order of their making, after this message (0: from the beginning).
  virtual std::vector<MessageRow> messages_of_webhook(std::int64_t webhook, MessageId after,
                                                      int limit) = 0;
  virtual std::vector<MessageRow> messages_of_webhook_between(std::int64_t webhook, Instant from,
                                                              Instant to, int limit) = 0;
  // A message and its replays, by id.
  virtual std::vector<MessageRow> messages_called(std::int64_t webhook,
                                                  std::string_view stable_id) = 0;
  virtual std::optional<MailWishRow> mail_wish(const PersonId& person) = 0;  // none: as by default
  // Of a person's inbox, newest first; `before` is the last id seen, 0: from the newest.
  virtual std::vector<MessageRow> inbox(const PersonId& person, bool unread_only, MessageId before,
                                        int limit) = 0;
  virtual std::optional<MessageRow> message(MessageId id) = 0;
  virtual std::optional<MessageRow> open_digest(
      std::string_view digest_key) = 0;  // not sent, not dead
  virtual std::vector<MessageLineRow> message_lines(MessageId message) = 0;
  virtual std::vector<IncidentRow> incidents(const IncidentFilter& filter) = 0;  // newest first
  virtual std::optional<IncidentRow> incident(std::int64_t id) = 0;
  virtual std::optional<std::int64_t> open_incident_of(MessageId message) = 0;
  // Counted up to `most`: a flood is a flood.
  virtual std::int64_t count_waiting_messages(int most) = 0;  // unsent, not dead, not the inbox's
  virtual IncidentCounts count_open_incidents(int most) = 0;

  virtual std::vector<Organisation> organisations() = 0;
  virtual std::vector<Person> people() = 0;
  virtual std::vector<Appointment> appointments() = 0;
  virtual std::vector<Mandate> mandates() = 0;
  virtual std::vector<RoundRow> rounds() = 0;
  virtual std::optional<WebhookRow> webhook(std::int64_t id) = 0;  // a deleted one too
  virtual std::vector<WebhookRow> webhooks() = 0;                  // by id, without deleted ones
  virtual std::vector<WebhookRow> webhooks_of(const OrganisationId& organisation) = 0;  // likewise

  virtual std::optional<SavedViewRow> saved_view(std::int64_t id) = 0;
  virtual std::vector<SavedViewRow> saved_views_of(const PersonId& owner) = 0;      // by id
  virtual std::vector<SavedViewRow> saved_views_shared(std::string_view role) = 0;  // likewise

  virtual std::optional<SessionRow> session(const Digest& token) = 0;
  virtual std::optional<SignInRow> sign_in(const PersonId& person) = 0;
  virtual std::optional<ApiKeyRow> api_key(const Digest& digest) = 0;
  virtual std::vector<ApiKeyRow> api_keys() = 0;  // by id
  // Newest first, ids below `before` (0: from the newest); person and action empty: any.
  virtual std::vector<AuditRow> audit(std::string_view person, std::string_view action,
                                      std::int64_t before, int limit) = 0;
  virtual std::vector<OrganisationId> parties_of(const SubjectId& subject) = 0;  // by id

  virtual std::optional<std::string> setting(std::string_view name) = 0;
  virtual std::vector<CheckpointRow> checkpoints() = 0;
  virtual std::optional<CheckpointRow> latest_checkpoint() = 0;
  // The newest checkpoint's inputs: (subject, version, head) ordered by subject.
  struct ChainHead {
    SubjectId subject;
    std::int64_t version;
    Digest head;
  };
  virtual void each_chain_head(const std::function<void(const ChainHead&)>& visit) = 0;
  // A stored workflow definition's or calendar's content by its version; none: not stored.
  virtual std::optional<std::string> document(std::string_view kind, std::string_view version) = 0;
  // (version, content) of each stored document of this kind, oldest first.
  virtual std::vector<std::pair<std::string, std::string>> documents(std::string_view kind) = 0;

  virtual PluginReads& plugins() = 0;               // plugin_records.h; lives as long as this
  virtual WorkflowReads& workflows() = 0;           // workflow_records.h; likewise
  virtual CalendarReads& calendars() = 0;           // calendar_records.h; likewise
  virtual DocumentReads& kept_documents() = 0;      // document_records.h; likewise
  virtual ProgressLinkReads& progress_links() = 0;  // progress_link_records.h; likewise
};

// One transaction. What it reads includes what it wrote. Destroyed without commit: rolled back.
class Writer : public Reader {
 public:
  virtual void insert_subject(const SubjectRow& row) = 0;
  virtual void update_subject(const SubjectRow& row) = 0;
  virtual void append_history(const HistoryRow& row) = 0;
  // 1, 2, 3, … for each county and letter ('C' case, 'S' slip, 'E' enterprise).
  virtual std::int64_t next_number(std::string_view county, char letter) = 0;

  virtual void insert_enterprise(const EnterpriseRow& row) = 0;
  virtual void update_enterprise(const EnterpriseRow& row) = 0;

  virtual DeadlineId insert_deadline(const DeadlineRow& row) = 0;  // row.id is ignored
  virtual void update_deadline(const DeadlineRow& row) = 0;
  // The same where only its next rung differs from what is stored; or that and how it stopped.
  virtual void advance_deadline(const DeadlineRow& row) = 0;
  virtual void stop_deadline(const DeadlineRow& row) = 0;
  // False where this rung of this deadline was claimed before.
  [[nodiscard]] virtual bool claim_rung(const RungRow& row) = 0;

  virtual void put_case_fact(const CaseFactRow& row) = 0;  // inserts or replaces
  virtual void put_case_amount(const SubjectId& case_id, std::int64_t fen) = 0;
  virtual void put_referral_fact(const ReferralFactRow& row) = 0;

  virtual void open_task(const TaskRow& row) = 0;  // replaces one of the same subject and kind
  virtual void close_task(const SubjectId& subject, std::string_view kind) = 0;
  // Entered before and not left: nothing. An entry after leaving replaces the former one.
  virtual void enter_list(const ListEntryRow& row) = 0;
  virtual void leave_list(const SubjectId& subject, std::string_view list, Instant at) = 0;

  virtual void insert_docket(const DocketRow& row) = 0;
  virtual void insert_docket_entry(const DocketEntryRow& row) = 0;
  // Entries made from what is stored now; how many. Current ones of a list; of a roster those that
  // are on the target list; a county's cases in one state; another docket's, but for one case.
  virtual std::int64_t freeze_list(std::string_view docket, std::string_view county,
                                   std::string_view list) = 0;
  virtual std::int64_t freeze_roster(std::string_view docket, std::string_view county,
                                     std::string_view roster) = 0;
  virtual std::int64_t freeze_state(std::string_view docket, std::string_view county,
                                    std::string_view state, std::string_view outcome) = 0;
  virtual std::int64_t copy_docket(std::string_view docket, std::string_view from,
                                   const SubjectId& except) = 0;
  // Where the entry is there and neither signed nor pushed.
  struct Settlement {
    std::string_view outcome = {};
    std::string_view problem = {};
    std::int64_t sequence = 0;
  };
  virtual void settle_docket_entry(std::string_view docket, const SubjectId& subject,
                                   const Settlement& settlement, Instant at) = 0;
  virtual void supersede_docket(std::string_view docket, std::string_view by) = 0;

  virtual void put_roster(const ImportRow& row) = 0;  // inserts or replaces
  virtual void insert_roster_entry(std::string_view roster, const EnterpriseId& enterprise) = 0;
  // Those that run, run no more: the process that did it is gone.
  virtual void interrupt_rosters(Instant at) = 0;

  virtual MessageId insert_message(const MessageRow& row) = 0;  // row.id is ignored
  virtual void update_message(const MessageRow& row) = 0;
  virtual void insert_message_line(const MessageLineRow& row) = 0;
  virtual void put_mail_wish(const MailWishRow& row) = 0;  // inserts or replaces
  // What waits for this webhook is given up.
  virtual void give_up_messages_of(std::int64_t webhook, std::string_view why, Instant at) = 0;
  virtual std::int64_t insert_incident(const IncidentRow& row) = 0;
  // Closed already: nothing. `by` is empty where it closes with what it was about.
  virtual void close_incident(std::int64_t id, std::string_view resolution, const PersonId& by,
                              Instant at) = 0;

  virtual void put_organisation(const Organisation& row) = 0;  // inserts or replaces
  virtual void put_person(const Person& row) = 0;
  virtual void put_appointment(const Appointment& row) = 0;  // key: person, role, scope, from
  virtual std::int64_t insert_mandate(const Mandate& row) = 0;
  virtual void put_round(const RoundRow& row) = 0;
  virtual std::int64_t insert_webhook(const WebhookRow& row) = 0;  // row.id is ignored
  virtual void update_webhook(const WebhookRow& row) = 0;

  virtual std::int64_t insert_saved_view(const SavedViewRow& row) = 0;  // row.id is ignored
  virtual void update_saved_view(const SavedViewRow& row) = 0;
  virtual void delete_saved_view(std::int64_t id) = 0;

  // The organisations that a referral or slip lies with; replaces those before.
  virtual void put_parties(const SubjectId& subject,
                           const std::vector<OrganisationId>& organisations) = 0;
  virtual void insert_session(const SessionRow& row) = 0;
  virtual void touch_session(const Digest& token, Instant seen) = 0;
  virtual void delete_session(const Digest& token) = 0;
  virtual void delete_sessions_of(const PersonId& person) = 0;
  virtual void delete_expired_sessions(Instant now) = 0;
  virtual void put_sign_in(const SignInRow& row) = 0;
  virtual std::int64_t insert_api_key(const ApiKeyRow& row) = 0;  // row.id is ignored
  virtual void revoke_api_key(std::int64_t id, Instant at) = 0;
  virtual void touch_api_key(std::int64_t id, Instant used) = 0;
  virtual std::int64_t insert_audit(const AuditRow& row) = 0;  // row.id is ignored
  virtual void put_setting(std::string_view name, std::string_view value) = 0;
  virtual void put_checkpoint(const CheckpointRow& row) = 0;  // the first of a day stands
  virtual void put_document(std::string_view kind, std::string_view version,
                            std::string_view content) = 0;  // the same again: nothing

  virtual PluginWrites& plugin_writes() = 0;  // likewise
  virtual WorkflowWrites& workflow_writes() = 0;
  virtual CalendarWrites& calendar_writes() = 0;
  virtual DocumentWrites& document_writes() = 0;
  virtual ProgressLinkWrites& progress_link_writes() = 0;

  // Inside a transaction: what follows can be undone without losing what came before.
  virtual void savepoint() = 0;  // not nested
  virtual void release_savepoint() = 0;
  virtual void rollback_to_savepoint() = 0;  // and ends it

  virtual void commit() = 0;  // durable when it returns
};

class Store {
 public:
  virtual ~Store() = default;
  virtual std::unique_ptr<Writer> begin() = 0;
  virtual std::unique_ptr<Reader> reader() = 0;
  // Called by the writing thread between transactions: keeps the log short in small, bounded steps.
  virtual void maintain() = 0;
  // A consistent copy of the last committed state, while the store runs. Called by the writing
  // thread. Errors: store.backup_exists, store.unwritable, store.full.
  virtual Result<void> backup_to(const std::string& path) = 0;
  virtual int schema_version() const = 0;
  // The one that this program brings; a stored one below it waits for a migration.
  virtual int newest_schema_version() const = 0;
  // What durability rests on, as the database reports it now. Called by the writing thread.
  struct Guarantee {
    std::string name;
    std::string value;
    std::string wanted;
  };
  virtual std::vector<Guarantee> guarantees() = 0;
};

}  // namespace qianqiao
