// The reading half of the port over tables; the same for a Reader and for a Writer. `Base` says
// which of the two; the derived class says on which tables, and prepares them to be read.
#pragma once

#include "server/store/tables.h"

namespace qianqiao {

template <class Base>
class TableReads : public Base {
 public:
  std::optional<SubjectRow> subject(const SubjectId& id) override {
    return tables().subjects.find(id);
  }
  std::vector<SubjectRow> subjects(const SubjectFilter& filter) override {
    return tables().subjects.list(filter);
  }
  std::vector<StageTally> stage_tallies(const StageQuery& query) override {
    return tables().subjects.tally(query);
  }
  std::vector<HistoryRow> history(const SubjectId& subject, std::int64_t after_sequence,
                                  int limit) override {
    return tables().history.of_subject(subject, after_sequence, limit);
  }
  std::vector<Reader::RecordedRow> recorded_history(std::int64_t after, int limit) override {
    return tables().history.recorded(after, limit);
  }
  std::int64_t count_history() override { return tables().history.count(); }
  std::int64_t latest_history_position() override { return tables().history.latest_position(); }
  std::optional<Instant> latest_history_instant() override {
    return tables().history.latest_instant();
  }
  std::optional<Receipt> receipt(const SubjectId& subject, std::string_view receipt_key) override {
    HistoryTable& history = tables().history;
    return subject.empty() ? history.opening_receipt(receipt_key)
                           : history.receipt(subject, history.places_of(subject), receipt_key);
  }

  std::optional<EnterpriseRow> enterprise(const EnterpriseId& id) override {
    return tables().enterprises.find(id);
  }
  std::string enterprise_name(const EnterpriseId& id) override {
    return tables().enterprises.name_of(id);
  }
  std::optional<EnterpriseRow> enterprise_by_uscc(std::string_view uscc) override {
    return tables().enterprises.by_uscc(uscc);
  }
  std::optional<EnterpriseRow> enterprise_by_name(std::string_view county,
                                                  std::string_view name) override {
    return tables().enterprises.by_name(county, name);
  }
  std::vector<EnterpriseRow> enterprises_by_name(std::string_view county,
                                                 std::string_view name) override {
    return tables().enterprises.all_by_name(county, name);
  }
  std::vector<EnterpriseRow> enterprises(const EnterpriseFilter& filter) override {
    return tables().enterprises.list(filter);
  }
  std::optional<SubjectRow> open_case_of(const EnterpriseId& enterprise) override {
    return tables().subjects.open_case_of(enterprise);
  }
  std::optional<SubjectRow> last_case_of(const EnterpriseId& enterprise) override {
    return tables().subjects.last_case_of(enterprise);
  }

  std::optional<DeadlineRow> deadline(DeadlineId id) override {
    return tables().deadlines.find(id);
  }
  std::vector<DeadlineRow> deadlines_of(const SubjectId& subject) override {
    return tables().deadlines.of_subject(subject);
  }
  std::vector<DeadlineRow> all_deadlines(DeadlineId after, int limit) override {
    return tables().deadlines.all(after, limit);
  }
  std::vector<DeadlineRow> due_deadlines(Instant now, int limit) override {
    return tables().deadlines.due(now, limit);
  }
  std::optional<Instant> next_rung_instant() override {
    return tables().deadlines.next_rung_instant();
  }
  std::vector<DeadlineRow> deadlines_touching_year(int year, DeadlineId after, int limit) override {
    return tables().deadlines.touching_year(year, after, limit);
  }
  std::vector<RungRow> rungs_of(DeadlineId deadline) override {
    return tables().deadlines.rungs_of(deadline);
  }
  std::vector<ListedDeadline> running_deadlines(const DeadlineFilter& filter) override {
    return tables().deadlines.running(filter);
  }
  DeadlineCounts count_deadlines(Effect effect, Instant now) override {
    return tables().deadlines.counts(effect, now);
  }
  std::vector<DeadlineRow> silent_deadlines(DeadlineId after, int limit) override {
    return tables().deadlines.silent(after, limit);
  }

  std::optional<CaseFactRow> case_fact(const SubjectId& case_id) override {
    return tables().facts.of_case(case_id);
  }
  std::optional<std::int64_t> case_amount(const SubjectId& case_id) override {
    return tables().facts.amount_of(case_id);
  }
  std::optional<ReferralFactRow> referral_fact(const SubjectId& case_id,
                                               const SubjectId& referral) override {
    return tables().facts.of_referral(case_id, referral);
  }
  void each_signed_case(const SignedFilter& filter,
                        const std::function<bool(const SignedCase&)>& visit) override {
    tables().facts.each_signed(filter, visit);
  }

  std::vector<TaskRow> tasks_of(const SubjectId& subject) override {
    return tables().work.tasks_of(subject);
  }
  std::vector<DueTask> due_tasks(const TaskQuery& query) override {
    return tables().work.due_tasks(query);
  }
  std::optional<TaskRow> task(const SubjectId& subject, std::string_view kind) override {
    return tables().work.task(subject, kind);
  }
  std::vector<ListEntryRow> list_entries(const ListFilter& filter) override {
    return tables().work.list_entries(filter);
  }
  std::vector<ListEntryRow> lists_of(const SubjectId& subject) override {
    return tables().work.lists_of(subject);
  }

  std::optional<DocketRow> docket(std::string_view id) override {
    return tables().dockets.find(id);
  }
  std::vector<DocketRow> dockets(std::string_view county, std::string_view kind,
                                 std::int64_t before, int limit) override {
    return tables().dockets.list(county, kind, before, limit);
  }
  std::vector<DocketRow> all_dockets(std::string_view after, int limit) override {
    return tables().dockets.all(after, limit);
  }
  std::optional<DocketEntryRow> docket_entry(std::string_view docket,
                                             const SubjectId& subject) override {
    return tables().dockets.entry(docket, subject);
  }
  std::vector<DocketEntryRow> docket_entries(std::string_view docket, const SubjectId& after,
                                             int limit) override {
    return tables().dockets.entries(docket, after, limit);
  }
  DocketTally docket_tally(std::string_view docket) override {
    return tables().dockets.tally(docket);
  }
  std::vector<std::string> dockets_signing(const SubjectId& subject) override {
    return tables().dockets.signing(subject);
  }

  std::optional<ImportRow> roster(std::string_view id) override {
    return tables().rosters.find(id);
  }
  std::vector<ImportRow> rosters(std::string_view before, int limit) override {
    return tables().rosters.list(before, limit);
  }
  std::vector<EnterpriseId> roster_entries(std::string_view roster, const EnterpriseId& after,
                                           int limit) override {
    return tables().rosters.entries(roster, after, limit);
  }

  std::vector<MessageRow> due_messages(Instant now, int limit) override {
    return tables().messages.due(now, limit);
  }
  std::optional<Instant> next_message_instant() override {
    return tables().messages.next_instant();
  }
  std::vector<MessageRow> messages(MessageId after, int limit) override {
    return tables().messages.list(after, limit);
  }
  std::vector<MessageRow> latest_messages(MessageId before, int limit) override {
    return tables().messages.latest(before, limit);
  }
  std::vector<MessageRow> messages_of_county(std::string_view county, MessageId before,
                                             int limit) override {
    return tables().messages.of_county(county, before, limit);
  }
  std::vector<MessageRow> messages_to(const OrganisationId& organisation, MessageId before,
                                      int limit) override {
    return tables().messages.to(organisation, before, limit);
  }
  std::vector<MessageRow> messages_of_webhook(std::int64_t webhook, MessageId after,
                                              int limit) override {
    return tables().messages.of_webhook(webhook, after, limit);
  }
  std::vector<MessageRow> messages_of_webhook_between(std::int64_t webhook, Instant from,
                                                      Instant to, int limit) override {
    return tables().messages.of_webhook_between(webhook, from, to, limit);
  }
  std::vector<MessageRow> messages_called(std::int64_t webhook,
                                          std::string_view stable_id) override {
    return tables().messages.called(webhook, stable_id);
  }
  std::vector<MessageRow> inbox(const PersonId& person, bool unread_only, MessageId before,
                                int limit) override {
    return tables().messages.inbox(person, unread_only, before, limit);
  }
  std::optional<MessageRow> message(MessageId id) override { return tables().messages.find(id); }
  std::optional<MessageRow> open_digest(std::string_view digest_key) override {
    return tables().messages.open_digest(digest_key);
  }
  std::optional<MailWishRow> mail_wish(const PersonId& person) override {
    return tables().messages.wish_of(person);
  }
  std::vector<MessageLineRow> message_lines(MessageId message) override {
    return tables().messages.lines(message);
  }
  std::vector<IncidentRow> incidents(const IncidentFilter& filter) override {
    return tables().messages.incidents(filter);
  }
  std::optional<IncidentRow> incident(std::int64_t id) override {
    return tables().messages.incident(id);
  }
  std::optional<std::int64_t> open_incident_of(MessageId message) override {
    return tables().messages.open_incident_of(message);
  }
  std::int64_t count_waiting_messages(int most) override {
    return tables().messages.count_waiting(most);
  }
  IncidentCounts count_open_incidents(int most) override {
    return tables().messages.count_open_incidents(most);
  }

  std::vector<Organisation> organisations() override { return tables().people.organisations(); }
  std::vector<Person> people() override { return tables().people.people(); }
  std::vector<Appointment> appointments() override { return tables().people.appointments(); }
  std::vector<Mandate> mandates() override { return tables().people.mandates(); }
  std::vector<RoundRow> rounds() override { return tables().people.rounds(); }
  std::optional<WebhookRow> webhook(std::int64_t id) override { return tables().webhooks.find(id); }
  std::vector<WebhookRow> webhooks() override { return tables().webhooks.list(); }
  std::vector<WebhookRow> webhooks_of(const OrganisationId& organisation) override {
    return tables().webhooks.of(organisation);
  }

  std::optional<SavedViewRow> saved_view(std::int64_t id) override {
    return tables().saved_views.find(id);
  }
  std::vector<SavedViewRow> saved_views_of(const PersonId& owner) override {
    return tables().saved_views.of(owner);
  }
  std::vector<SavedViewRow> saved_views_shared(std::string_view role) override {
    return tables().saved_views.shared(role);
  }

  std::optional<SessionRow> session(const Digest& token) override {
    return tables().accounts.session(token);
  }
  std::optional<SignInRow> sign_in(const PersonId& person) override {
    return tables().accounts.sign_in(person);
  }
  std::optional<ApiKeyRow> api_key(const Digest& digest) override {
    return tables().accounts.api_key(digest);
  }
  std::vector<ApiKeyRow> api_keys() override { return tables().accounts.api_keys(); }
  std::vector<AuditRow> audit(std::string_view person, std::string_view action, std::int64_t before,
                              int limit) override {
    return tables().accounts.audit(person, action, before, limit);
  }
  std::vector<OrganisationId> parties_of(const SubjectId& subject) override {
    return tables().subjects.parties_of(subject);
  }

  std::optional<std::string> setting(std::string_view name) override {
    return tables().people.setting(name);
  }
  std::vector<CheckpointRow> checkpoints() override { return tables().history.checkpoints(); }
  std::optional<CheckpointRow> latest_checkpoint() override {
    return tables().history.latest_checkpoint();
  }
  void each_chain_head(const std::function<void(const Reader::ChainHead&)>& visit) override {
    tables().subjects.each_chain_head(visit);
  }
  std::optional<std::string> document(std::string_view kind, std::string_view version) override {
    return tables().people.document(kind, version);
  }
  std::vector<std::pair<std::string, std::string>> documents(std::string_view kind) override {
    return tables().people.documents(kind);
  }
  PluginReads& plugins() override { return tables().plugins; }
  WorkflowReads& workflows() override { return tables().workflows; }
  CalendarReads& calendars() override { return tables().calendars; }
  DocumentReads& kept_documents() override { return tables().documents; }
  ProgressLinkReads& progress_links() override { return tables().progress_links; }

 protected:
  virtual Tables& tables() = 0;
};

}  // namespace qianqiao
