// What is stored, as plain values. JSON stays text here: whoever needs it parses it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workflows/base/digest.h"
#include "workflows/base/ids.h"
#include "workflows/base/instant.h"
#include "workflows/base/money.h"
#include "workflows/charts/chart.h"
#include "workflows/domain/deadline.h"
#include "workflows/domain/people.h"

namespace qianqiao {

struct EnterpriseRow {
  EnterpriseId id;
  std::string uscc;  // empty where none exists yet; linked later, never re-keyed
  bool uscc_overridden = false;
  std::string uscc_override_reason;
  std::string name;
  std::string kind;      // company, individual, cooperative, family_farm
  std::string county;    // code; may be a zone
  std::string township;  // organisation id; empty: unknown
  std::string address;
  std::string industry;  // GB/T 4754-2017, "C13"; empty: unknown
  std::string contact_name;
  std::string contact_phone;
  std::string legal_representative;
  std::string size_class;         // micro, small, medium, large; empty: cannot be told
  std::string attributes = "{}";  // what else the roster said: JSON object, keys sorted
  std::int64_t created_ms = 0;
  bool operator==(const EnterpriseRow&) const = default;
};

// A case, referral or slip.
struct SubjectRow {
  SubjectId id;
  SubjectKind kind = SubjectKind::kCase;
  std::string county;
  std::string township;   // of a case; routes visiting tasks
  SubjectId case_id;      // of a referral and a case's slip; of a case: the case it follows
  SubjectId referral_id;  // of a slip about a referral; else empty
  EnterpriseId enterprise;
  OrganisationId organisation;  // the referral's bank, the slip's first department
  OrganisationId branch;        // the bank's branch in charge; of a slip: its referral's bank
  Configuration configuration;
  std::int64_t version = 0;  // equals the sequence of its last history row
  Digest head{};             // digest of its last history row
  std::string workflow_version;
  std::int64_t opened_ms = 0;
  std::optional<std::int64_t> closed_ms;
  bool operator==(const SubjectRow&) const = default;
};

struct HistoryRow {
  SubjectId subject;
  std::int64_t sequence = 0;  // 1, 2, 3, … for each subject
  std::int64_t instant_ms = 0;
  std::string event;
  std::string data;  // canonical JSON object
  PersonId actor;
  PersonId acting_for;       // empty: for itself
  std::int64_t mandate = 0;  // 0: none
  std::string clause;
  std::string workflow_version;
  std::string calendar_version;
  std::string plugin_digest;  // empty: none
  Digest digest{};            // SM3(previous digest ‖ canonical row)
  // The receipt of the request that caused it; empty on rows that follow from another.
  std::string receipt_key;     // 16 bytes of SM3 over actor and idempotency key
  std::string request_digest;  // 16 bytes of SM3 over the request's body
  bool operator==(const HistoryRow&) const = default;
};

struct Receipt {
  SubjectId subject;
  std::int64_t sequence;
  std::string request_digest;
};

enum class DeadlineState {
  kRunning,  // also when overdue: being overdue is computed
  kMet,      // stopped by the act it asked for, in time or late
  kMoot,     // stopped because it no longer matters
  kVoid,     // superseded by a corrected one
};

struct DeadlineRow {
  DeadlineId id = 0;
  SubjectId subject;
  std::string county;
  std::string rule;
  std::string hook;
  std::string clause;
  Effect effect = Effect::kStatutory;
  std::int64_t anchor_ms = 0;
  Budget budget;
  std::string rule_version;  // of the workflow definition
  std::string calendar_version;
  std::string due_nominal;  // date
  std::int64_t due_ms = 0;
  bool provisional = false;
  DeadlineState state = DeadlineState::kRunning;
  std::int64_t armed_ms = 0;
  std::int64_t armed_sequence = 0;  // the history row of the subject that armed it
  std::optional<std::int64_t> stopped_ms;
  DeadlineId supersedes = 0;  // 0: none
  // The next step of its ladder; none: no further rung.
  std::string next_rung;
  std::optional<std::int64_t> next_rung_ms;
  bool operator==(const DeadlineRow&) const = default;
};

// A running deadline with what a list shows of its subject.
struct ListedDeadline {
  DeadlineRow deadline;
  SubjectKind kind = SubjectKind::kCase;
  std::string state;
  SubjectId case_id;  // of a referral or slip; else empty
  OrganisationId organisation;
  std::string enterprise_name;
  bool operator==(const ListedDeadline&) const = default;
};

// Running deadlines at one moment.
struct DeadlineCounts {
  std::int64_t running = 0;  // overdue and provisional ones too
  std::int64_t overdue = 0;
  std::int64_t provisional = 0;
  bool operator==(const DeadlineCounts&) const = default;
};

struct RungRow {
  DeadlineId deadline = 0;
  std::string rung;
  std::int64_t due_ms = 0;      // when it should have fired
  std::int64_t claimed_ms = 0;  // when it did
  bool inherited = false;       // claimed on the deadline that this one supersedes
  bool operator==(const RungRow&) const = default;
};

struct TaskRow {
  SubjectId subject;
  std::string kind;
  std::string role;
  std::string county;
  OrganisationId organisation;  // township, bank or department where the role alone is not enough
  std::int64_t opened_ms = 0;
  PersonId claimed_by;  // empty: nobody yet
  bool operator==(const TaskRow&) const = default;
};

struct ListEntryRow {
  std::string county;
  std::string list;
  SubjectId subject;
  std::int64_t entered_ms = 0;
  std::optional<std::int64_t> left_ms;
  bool operator==(const ListEntryRow&) const = default;
};

// Cases as they stood at one moment, fixed under a number and a digest, that are acted on together:
// a list's version that a convener signs, a batch that is pushed to banks.
struct DocketRow {
  std::string id;  // "411502-recommendation-3", "411502-batch-1"
  std::string county;
  std::string kind;         // a list's name, or "batch"
  std::int64_t number = 0;  // 1, 2, 3, … for each county and kind
  std::int64_t as_of_ms = 0;
  PersonId made_by;
  std::string cause;          // "frozen", "roster", "signature_withdrawn", "batch"
  std::string origin;         // the roster or the version that it was made from; may be empty
  std::string superseded_by;  // the version that stands for it since a signature was withdrawn
  std::int64_t cases = 0;
  Digest digest{};  // over its entries, server/engine/dockets.h
  bool operator==(const DocketRow&) const = default;
};

// A case of a docket as it stood, and what came of it there.
struct DocketEntryRow {
  std::string docket;
  SubjectId subject;
  EnterpriseId enterprise;
  std::string enterprise_name;
  std::string uscc;
  std::string state;
  std::int64_t case_version = 0;
  std::optional<std::int64_t> entered_ms;  // the list; none: proposed for it
  std::string outcome;                     // "signed", "pushed", "refused"; empty: to come
  std::string problem;                     // of a refusal: {code, params} as JSON
  std::int64_t sequence = 0;               // of the history row that the deed became; 0: none here
  std::optional<std::int64_t> settled_ms;
  bool operator==(const DocketEntryRow&) const = default;
};

struct DocketTally {
  std::int64_t open = 0;
  std::int64_t signed_off = 0;
  std::int64_t pushed = 0;
  std::int64_t refused = 0;
  bool operator==(const DocketTally&) const = default;
};

// A roster's import: while it runs its progress, afterwards what became of it.
struct ImportRow {
  std::string id;      // begins with the time of its start
  std::string county;  // of rows that name none; empty: each named its own
  PersonId person;     // who imported it; empty: the operator
  bool dry_run = false;
  std::string status;  // "running", "done", "failed", "cancelled", "interrupted"
  std::int64_t bytes_done = 0;
  std::int64_t bytes_total = 0;
  std::int64_t rows = 0;  // read so far
  std::int64_t good = 0;
  std::int64_t bad = 0;
  std::int64_t started_ms = 0;
  std::optional<std::int64_t> ended_ms;
  std::string report;  // JSON, once it has ended
  bool operator==(const ImportRow&) const = default;
};

// Where an organisation's own system is told, and what it is signed with.
struct WebhookRow {
  std::int64_t id = 0;
  OrganisationId organisation;
  std::string name;
  std::string url;
  bool enabled = true;
  std::string secret;         // sealed
  std::string former_secret;  // sealed; signs beside the new one for a while; empty: none
  std::optional<std::int64_t> former_until_ms;
  PersonId created_by;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::optional<std::int64_t> deleted_ms;
  bool operator==(const WebhookRow&) const = default;
};

// A list as somebody wants to find it again: a page and what it is filtered by.
struct SavedViewRow {
  std::int64_t id = 0;
  PersonId owner;
  std::string page;  // "cases", "referrals", "slips", "deadlines"
  std::string name;
  std::string query;     // JSON object of texts: parameters of that list
  std::string role;      // shared with who holds it …
  OrganisationId place;  // … here or below; both empty: the owner's alone
  std::int64_t created_ms = 0;
  bool operator==(const SavedViewRow&) const = default;
};

// The open cases of one stage, counted.
struct StageTally {
  static constexpr std::array<int, 3> kAges = {30, 60,
                                               90};  // whole local days since the one of opening
  std::string stage;
  std::int64_t cases = 0;
  std::int64_t overdue = 0;  // with a running clock of their own that has passed
  // Younger than each of kAges, and those older than all.
  std::array<std::int64_t, kAges.size() + 1> by_age{};
  std::int64_t amount_fen = 0;  // that they apply for, of those that applied
  bool operator==(const StageTally&) const = default;
};

// One message to one receiver by one channel. Claimed, sent, delivered and read are four facts.
struct MessageRow {
  MessageId id = 0;
  std::string stable_id;  // "msg_…": the same on every attempt; webhook-id and Message-ID
  std::string county;
  std::string channel;  // "inbox", "email", "webhook"
  PersonId person;      // receiver, or
  OrganisationId organisation;
  std::int64_t webhook = 0;  // by which of the organisation's webhooks; 0: none of them
  std::string address;       // e-mail address or URL; empty for the inbox
  std::string notice;        // name of the text
  std::string subject_line;
  std::string body;  // text of a mail; JSON of a webhook
  // Lines gathered into one message until it leaves (催办函: one letter a day); empty: never
  // joined.
  std::string digest_key;
  std::int64_t claimed_ms = 0;
  std::int64_t not_before_ms = 0;  // working hours of the receiver, then back-off
  int attempts = 0;
  std::optional<std::int64_t> sent_ms;
  std::optional<std::int64_t> delivered_ms;
  std::optional<std::int64_t> read_ms;
  std::optional<std::int64_t> dead_ms;  // given up: an incident stands in for it
  std::string last_error;
  std::string audience = {};  // as what the receiver is told: "county_leader"; empty: by name
  bool operator==(const MessageRow&) const = default;
};

namespace mail_timing {
inline constexpr char kNow[] = "now", kDaily[] = "daily", kNever[] = "never";
}

// How a person wants its mail. Letters in the inbox come all the same.
struct MailWishRow {
  PersonId person;
  std::string reminders = mail_timing::kNow;     // before a deadline
  std::string overdue = mail_timing::kNow;       // and escalations; these are never left out
  std::string news = mail_timing::kNow;          // of events
  std::int64_t from_min = std::int64_t{9} * 60;  // of working days, when mail may come
  std::int64_t to_min = std::int64_t{17} * 60;
  bool operator==(const MailWishRow&) const = default;
};

// A line of a message: the deadline's rung or the event that it tells of.
struct MessageLineRow {
  MessageId message = 0;
  SubjectId subject;
  DeadlineId deadline = 0;  // 0: an event, not a rung
  std::string rung;
  std::string text;
  bool operator==(const MessageLineRow&) const = default;
};

struct IncidentRow {
  std::int64_t id = 0;
  std::string kind;       // "delivery", "no_receiver", "workflow", "plugin.timeout", …
  std::string county;     // empty: of the whole city
  SubjectId subject;      // may be empty
  MessageId message = 0;  // 0: none
  std::string detail;
  std::int64_t opened_ms = 0;
  std::optional<std::int64_t> closed_ms;
  std::string resolution;  // "retried", or the reason that a person gave
  PersonId closed_by;      // empty: it closed with what it was about
  bool operator==(const IncidentRow&) const = default;
};

// Somebody signed in. Tokens are stored as digests.
struct SessionRow {
  Digest token{};
  PersonId person;
  std::int64_t created_ms = 0;
  std::int64_t seen_ms = 0;
  std::int64_t expires_ms = 0;  // at the latest
  bool operator==(const SessionRow&) const = default;
};

// What guards an account's sign-in beside its password.
struct SignInRow {
  PersonId person;
  std::int64_t failures = 0;  // since the last success
  std::optional<std::int64_t> last_failed_ms;
  std::string totp_secret;  // sealed; empty: no second factor
  bool totp_confirmed = false;
  std::int64_t totp_last_step = 0;  // a code is good once
  bool operator==(const SignInRow&) const = default;
};

// A system's way in: acts as its person, with that person's appointments.
struct ApiKeyRow {
  std::int64_t id = 0;
  Digest digest{};
  std::string hint;  // its first characters, to tell keys apart
  PersonId person;
  std::string name;
  bool may_write = false;
  PersonId created_by;
  std::int64_t created_ms = 0;
  std::int64_t expires_ms = 0;
  std::optional<std::int64_t> revoked_ms;
  std::optional<std::int64_t> last_used_ms;
  bool operator==(const ApiKeyRow&) const = default;
};

// Who did what beside the cases: sign-ins, reveals, exports, changes of accounts and settings.
struct AuditRow {
  std::int64_t id = 0;
  std::int64_t instant_ms = 0;
  PersonId person;           // empty: the operator, or nobody known
  std::int64_t api_key = 0;  // 0: none
  std::string action;        // "session.opened", "enterprise.revealed", …
  std::string object;        // whom or what it was done to
  std::string detail;        // JSON object
  std::string address;       // the client's
  bool operator==(const AuditRow&) const = default;
};

struct IncidentCounts {
  std::int64_t open = 0;
  std::int64_t deliveries = 0;  // messages given up, among them
  bool operator==(const IncidentCounts&) const = default;
};

// A visiting campaign (走访轮次) of a county.
struct RoundRow {
  std::string id;  // "411502-2025-1"
  std::string county;
  std::string name;
  Date opens;
  Date ends;  // inclusive
  bool operator==(const RoundRow&) const = default;
};

// What history says of a case that was signed, dated; for figures.
struct CaseFactRow {
  SubjectId case_id = {};
  EnterpriseId enterprise = {};
  std::string county = {};
  std::optional<Date> signed_on = {};  // the first signature that stands
  std::optional<Date> pushed_on = {};
  std::optional<Date> removed_on = {};
  std::optional<Date> withdrawn_on = {};
  bool operator==(const CaseFactRow&) const = default;
};

struct ReferralFactRow {
  SubjectId case_id = {};
  SubjectId referral = {};
  OrganisationId bank = {};
  std::optional<Date> pushed_on = {};
  std::optional<Date> contacted_on = {};
  std::optional<Date> granted_on = {};  // credit off the list is not counted, (六)
  std::optional<Date> declined_on = {};
  bool only_unmet = false;            // its feedback names credit conditions and nothing else
  std::optional<Date> unmet_on = {};  // when the task force confirmed that
  std::optional<Date> drawn_on = {};
  std::optional<Date> not_needed_on = {};
  std::optional<Date> cancelled_on = {};
  bool operator==(const ReferralFactRow&) const = default;
};

// A signed case with one of its referrals.
struct SignedCase {
  CaseFactRow of_case;
  ReferralFactRow referral;  // without an id: none was pushed
  // When its bank should have decided by statute, where it had not; none: the clock never ran.
  std::optional<std::int64_t> decision_due_ms;
};

// Daily signed statement over all chain heads.
struct CheckpointRow {
  std::string day;  // date
  Digest root{};    // Merkle root over (subject ‖ version ‖ head), ordered by subject
  std::int64_t heads = 0;
  std::int64_t history_rows = 0;
  std::string signature;   // Ed25519, 64 bytes
  std::string public_key;  // 32 bytes
  bool operator==(const CheckpointRow&) const = default;
};

}  // namespace qianqiao
