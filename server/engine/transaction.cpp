#include "server/engine/transaction.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/dockets.h"
#include "server/engine/document_keeping.h"
#include "server/engine/figure_facts.h"
#include "server/engine/history_chain.h"
#include "server/engine/known_facts.h"
#include "server/engine/plugin_jobs.h"
#include "server/engine/reception.h"
#include "server/engine/step_tasks.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

namespace {

// What a plugin proposes beside its own step's end must be open to the system as well as to people:
// what is a person's to say stays with people, and what is the engine's with the engine.
Result<void> check_proposal(const EventEntry& entry, const Concern& concern) {
  const auto roles = wanted_roles(entry, concern);
  const bool open = std::find(roles.begin(), roles.end(), kSystemPerson) != roles.end();
  if (open && roles.size() > 1) return {};
  return fail("plugin.event_not_open", {{"event", entry.name}});
}

bool tells_of_overlap(const Step& step) {
  return std::any_of(step.actions.begin(), step.actions.end(), [](const Action& action) {
    const auto* notify = std::get_if<Notify>(&action);
    return notify != nullptr && notify->notice == "visit-overlap";
  });
}

}  // namespace

Outcome Transaction::execute(const Command& command) {
  const EventEntry* entry = EventCatalogue::shipped().find(command.kind, command.event);
  if (entry == nullptr || command.data == nullptr)
    return fail("event.unknown", {{"event", command.event}});
  std::string data_text = command.data_text.empty() ? command.data->dump() : command.data_text;
  Author author{command.actor, command.acting_for, 0, {}, {}, command.plugin_digest};
  if (!command.idempotency_key.empty()) {
    author.receipt_key = receipt_key(command.actor, command.idempotency_key);
    author.request_digest = short_digest(command.subject + '\0' + command.event + '\0' + data_text +
                                         '\0' + command.acting_for);
    if (auto answer = answered_before(command, author)) return *std::move(answer);
  }
  auto subject = subject_of(command);
  if (!subject) return fail(std::move(subject.error()));
  const Definition& definition = rules_.definition(subject->workflow_version);
  Concern concern = concern_of(*subject, definition, command.event, *command.data);
  ask_department(writer_, concern);
  if (!command.by_system) {
    const auto authorisation = check_authority(command, *entry, concern);
    if (!authorisation) return fail(authorisation.error());
    author.mandate = authorisation->mandate;
  }
  const bool ends_its_step = concern.step != nullptr && concern.step->kind == StepKind::kPlugin;
  if (!command.plugin_digest.empty() && !ends_its_step)
    if (auto open = check_proposal(*entry, concern); !open) return fail(open.error());
  const bool is_new = subject->version == 0;
  if (command.subject.empty() && !is_new && command.event == "Listed")
    return already_open(*subject, subject->county);
  if (concern.step != nullptr) {
    if (auto filled = check_step_form(*concern.step, *command.data); !filled)
      return fail(filled.error());
  }
  if (command.expected_version && *command.expected_version != subject->version)
    return fail("version.stale", {{"subject", subject->id},
                                  {"expected", std::to_string(*command.expected_version)},
                                  {"version", std::to_string(subject->version)}});
  const auto known = with_known_facts(writer_, directory_, *subject, command.event, *command.data,
                                      local_date(now_));
  if (!known) return fail(known.error());
  if (*known) data_text = (*known)->dump();
  DecisionRound round(writer_, rules_, random_, now_);
  if (auto decided = round.post(*subject, is_new, command.event, *known ? **known : *command.data,
                                std::move(data_text), author);
      !decided)
    return fail(decided.error());
  if (auto kept = check_document_event(writer_, directory_, *subject, command.event, *command.data,
                                       command.upload, author, local_date(now_));
      !kept)
    return fail(kept.error());
  if (auto done = carry_out(round.steps()); !done) return fail(done.error());
  keep_document(writer_, round.steps().front().history, command.upload);
  const std::int64_t sequence = round.steps().front().history.sequence;
  for (auto step = round.steps().rbegin(); step != round.steps().rend(); ++step) {
    if (step->subject.id != subject->id) continue;
    Accepted answer = accepted(step->subject, sequence, false);
    answer.visits_overlap = tells_of_overlap(round.steps().front());
    return answer;
  }
  return fail("subject.not_found", {{"subject", subject->id}});
}

Accepted Transaction::accepted(const SubjectRow& subject, std::int64_t sequence, bool replayed) {
  return {subject, sequence, replayed, writer_.enterprise_name(subject.enterprise)};
}

std::optional<Outcome> Transaction::answered_before(const Command& command, const Author& author) {
  const auto receipt = writer_.receipt(command.subject, author.receipt_key);
  if (!receipt) return std::nullopt;
  if (receipt->request_digest != author.request_digest)
    return Outcome(fail("idempotency.key_reused", {{"key", command.idempotency_key}}));
  const auto subject = writer_.subject(receipt->subject);
  if (!subject) return Outcome(fail("subject.not_found", {{"subject", receipt->subject}}));
  return Outcome(accepted(*subject, receipt->sequence, true));
}

Result<Authorisation> Transaction::check_authority(const Command& command, const EventEntry& entry,
                                                   Concern concern) {
  // Who did not name the subject is not told of it: an enterprise's open case was found for it.
  concern.subject.id = command.subject;
  auto answer =
      authorise(directory_, entry, concern, command.actor, command.acting_for, local_date(now_));
  // An enterprise of elsewhere, asked for by its id, is as unknown as one that nobody knows.
  if (!answer && answer.error().code == "subject.not_found" && command.subject.empty() &&
      command.kind == SubjectKind::kCase)
    return fail("enterprise.not_found", {{"enterprise", command.opening->enterprise}});
  return answer;
}

Result<SubjectRow> Transaction::subject_of(const Command& command) {
  if (command.subject.empty()) return open_subject(command);
  auto subject = writer_.subject(command.subject);
  if (!subject || subject->kind != command.kind)
    return fail("subject.not_found", {{"subject", command.subject}});
  return *std::move(subject);
}

Result<SubjectRow> Transaction::open_subject(const Command& command) {
  if (!command.opening || command.kind == SubjectKind::kReferral)
    return fail("subject.not_named", {{"event", command.event}});
  if (!EventCatalogue::shipped().find(command.kind, command.event)->opens_subject)
    return fail("event.opens_nothing", {{"event", command.event}});
  return command.kind == SubjectKind::kCase ? open_case(command) : open_slip(command);
}

Result<SubjectRow> Transaction::open_case(const Command& command) {
  const Opening& opening = *command.opening;
  const auto enterprise = writer_.enterprise(opening.enterprise);
  // Another county's ids are nobody's business here: who comes from there is described anew.
  if (!enterprise || (!opening.county.empty() && opening.county != enterprise->county))
    return fail("enterprise.not_found", {{"enterprise", opening.enterprise}});
  // One open case per enterprise: who comes again joins it.
  if (auto open = writer_.open_case_of(enterprise->id)) return *std::move(open);
  SubjectRow row;
  row.kind = SubjectKind::kCase;
  row.county = enterprise->county;
  row.township = enterprise->township;
  row.enterprise = enterprise->id;
  row.opened_ms = to_milliseconds(now_);
  row.workflow_version = rules_.current(row.county).version();
  if (const auto earlier = writer_.last_case_of(enterprise->id)) row.case_id = earlier->id;
  row.id = make_numbered_id(writer_, row.county, 'C');
  return row;
}

Result<SubjectRow> Transaction::open_slip(const Command& command) {
  const Opening& opening = *command.opening;
  const auto about =
      writer_.subject(opening.referral_id.empty() ? opening.case_id : opening.referral_id);
  if (!about || about->kind == SubjectKind::kSlip)
    return fail("subject.not_found",
                {{"subject", opening.referral_id.empty() ? opening.case_id : opening.referral_id}});
  SubjectRow row;
  row.kind = SubjectKind::kSlip;
  row.county = about->county;
  row.township = about->township;
  row.enterprise = about->enterprise;
  row.case_id = about->kind == SubjectKind::kCase ? about->id : about->case_id;
  if (about->kind == SubjectKind::kReferral) {
    row.referral_id = about->id;
    row.branch = about->branch.empty() ? about->organisation : about->branch;
  }
  row.opened_ms = to_milliseconds(now_);
  row.workflow_version = rules_.current(row.county).version();
  row.id = make_numbered_id(writer_, row.county, 'S');
  return row;
}

namespace {

// Slips are few and any of their events may move a part; a referral moves by an assignment only.
bool may_change_hands(const Step& step) {
  const auto assigns = [](const Action& action) {
    return std::holds_alternative<AssignBranch>(action);
  };
  return step.is_new || step.subject.kind == SubjectKind::kSlip ||
         std::any_of(step.actions.begin(), step.actions.end(), assigns);
}

}  // namespace

namespace {

// The subject as the last step of the same stage leaves it.
const SubjectRow& as_it_ends(const std::deque<Step>& steps, const Step& step) {
  const SubjectRow* last = &step.subject;
  for (const Step& later : steps)
    if (later.subject.id == step.subject.id && later.subject.version > last->version &&
        later.subject.configuration.state == last->configuration.state)
      last = &later.subject;
  return *last;
}

}  // namespace

// Before the actions, which read them. A subject that took several events is written once, as it
// stands at the end: a new one before its history, which refers to it, any other after its first
// event, since its row says where that is.
void Transaction::write_rows(const std::deque<Step>& steps) {
  for (auto step = steps.begin(); step != steps.end(); ++step) {
    const auto is_same = [&](const Step& other) { return other.subject.id == step->subject.id; };
    const bool is_first = std::none_of(steps.begin(), step, is_same);
    const SubjectRow& last = std::find_if(steps.rbegin(), steps.rend(), is_same)->subject;
    if (is_first && step->is_new) writer_.insert_subject(last);
    writer_.append_history(step->history);
    if (is_first && !step->is_new) writer_.update_subject(last);
    if (is_first) changed_.push_back(last);
  }
}

Result<void> Transaction::carry_out(const std::deque<Step>& steps) {
  write_rows(steps);
  for (const Step& step : steps) {
    record_facts(writer_, step);
    settle_dockets(writer_, step, now_);
    if (step.subject.kind != SubjectKind::kCase && may_change_hands(step))
      writer_.put_parties(step.subject.id, parties_of(directory_, step.subject));
  }
  for (const Step& step : steps) {
    follow_completed_step(writer_, rules_.definition(step.subject.workflow_version),
                          as_it_ends(steps, step), step.history, now_);
    if (step.subject.configuration.state != step.state_before)
      close_step_tasks(writer_, rules_.definition(step.history.workflow_version), step.subject,
                       step.state_before, now_);
    for (const Action& action : step.actions) {
      if (auto done = carry_out(step, action); !done) return done;
      // Of the steps that begin, those that turned out not to be needed are completed by now.
      if (std::holds_alternative<StartSteps>(action))
        open_step_tasks(writer_, rules_.definition(step.subject.workflow_version),
                        as_it_ends(steps, step), now_);
    }
  }
  open_event_jobs(writer_, hooks_, steps, now_);
  return {};
}

Result<void> Transaction::carry_out(const Step& step, const Action& action) {
  const SubjectRow& subject = step.subject;
  if (const auto* arm = std::get_if<ArmDeadline>(&action))
    return deadlines_.arm(subject, *arm, step.history.sequence);
  if (const auto* drop = std::get_if<DropDeadline>(&action)) deadlines_.drop(subject, *drop);
  if (const auto* extend = std::get_if<ExtendDeadline>(&action))
    deadlines_.extend(subject, *extend, step.history.sequence);
  if (const auto* open = std::get_if<OpenTask>(&action))
    writer_.open_task(task_row(subject, open->kind, open->role, now_));
  if (const auto* close = std::get_if<CloseTask>(&action))
    writer_.close_task(subject.id, close->kind);
  if (const auto* notify = std::get_if<Notify>(&action)) messenger_.tell_event(subject, *notify);
  if (const auto* enter = std::get_if<EnterList>(&action))
    writer_.enter_list(
        {subject.county, enter->list, subject.id, to_milliseconds(now_), std::nullopt});
  if (const auto* leave = std::get_if<LeaveList>(&action))
    writer_.leave_list(subject.id, leave->list, now_);
  if (const auto* link = std::get_if<LinkIdentity>(&action)) link_identity(subject, *link);
  if (std::holds_alternative<Reroute>(action)) reroute(subject);
  if (const auto* hand = std::get_if<HandOver>(&action)) hand_over(subject, *hand);
  if (std::holds_alternative<ChangeDefinition>(action)) change_definition(step);
  return {};
}

void Transaction::change_definition(const Step& step) {
  const Definition& before = rules_.definition(step.history.workflow_version);
  const Definition& after = rules_.definition(step.subject.workflow_version);
  deadlines_.change_definition(step.subject, after, step.history.sequence);
  change_step_tasks(writer_, before, after, step.subject, now_);
}

void Transaction::link_identity(const SubjectRow& subject, const LinkIdentity& action) {
  auto enterprise = writer_.enterprise(subject.enterprise);
  if (!enterprise) return;
  enterprise->uscc = action.uscc;
  enterprise->uscc_overridden = !action.override_reason.empty();
  enterprise->uscc_override_reason = action.override_reason;
  writer_.update_enterprise(*enterprise);
}

// The enterprise belongs where the city office, or its county, says from now on: there it is listed
// next, and there who names it finds it.
void Transaction::move_enterprise(EnterpriseRow row, const std::string& county,
                                  const OrganisationId& township) {
  row = settled(std::move(row));
  const bool moved = row.county != county;
  row.county = county;
  if (moved || !township.empty()) row.township = township;
  writer_.update_enterprise(row);
}

void Transaction::hand_over(const SubjectRow& subject, const HandOver& action) {
  if (const auto row = writer_.enterprise(subject.enterprise))
    move_enterprise(received_for(writer_, *row), action.county, "");
}

// Tasks and future rungs go where the case belongs now; its referrals' too.
void Transaction::reroute(const SubjectRow& subject) {
  if (auto row = writer_.enterprise(subject.enterprise))
    move_enterprise(*std::move(row), subject.county, subject.township);
  for (TaskRow task : writer_.tasks_of(subject.id)) {
    task.county = subject.county;
    if (task.role == roles::kVisitor) task.organisation = subject.township;
    writer_.open_task(task);
  }
  deadlines_.reroute(subject);
  SubjectFilter referrals;
  referrals.kind = SubjectKind::kReferral;
  referrals.case_id = subject.id;
  for (SubjectRow referral : writer_.subjects(referrals)) {
    referral.county = subject.county;
    referral.township = subject.township;
    writer_.update_subject(referral);
    deadlines_.reroute(referral);
  }
}

Result<void> Transaction::post_by_system(const SubjectRow& subject, bool is_new,
                                         std::string_view event, const nlohmann::json& data,
                                         const PersonId& actor) {
  DecisionRound round(writer_, rules_, random_, now_);
  if (auto decided = round.post(subject, is_new, event, data, {actor, {}, 0, {}, {}}); !decided)
    return decided;
  return carry_out(round.steps());
}

int Transaction::claim_due_rungs(int limit) {
  int claimed = 0;
  for (DeadlineRow& deadline : writer_.due_deadlines(now_, limit)) {
    if (claimed >= limit) break;
    const auto subject = writer_.subject(deadline.subject);
    if (!subject) continue;  // `verify` names it; a sweep must go on for the others
    const int now_claimed = deadlines_.claim_due_rungs(deadline, *subject, 1);
    claimed += now_claimed;
    if (now_claimed > 0 && deadline.hook.starts_with(wait_hook(""))) end_wait(deadline, *subject);
  }
  return claimed;
}

// A step that waited is completed by the passing of its clock. Where the case takes it no more, the
// clock has nothing to complete; `verify` would name it.
void Transaction::end_wait(const DeadlineRow& deadline, const SubjectRow& subject) {
  const nlohmann::json data = {{"step", deadline.hook.substr(wait_hook("").size())},
                               {"outcome", "passed"}};
  (void)post_by_system(subject, false, "StepCompleted", data, kSystemPerson);
}

Result<void> Transaction::reproject(const std::vector<DeadlineMove>& moves,
                                    const Reprojection& why) {
  std::map<SubjectId, nlohmann::json> moves_of;
  for (const DeadlineMove& move : moves) {
    writer_.update_deadline(move.after);
    if (!move.is_due_changed()) continue;
    moves_of[move.before.subject].push_back(
        {{"rule", move.before.rule},
         {"due_before", format_date(local_date(from_milliseconds(move.before.due_ms)))},
         {"due_after", format_date(local_date(from_milliseconds(move.after.due_ms)))}});
  }
  for (auto& [id, moved] : moves_of) {
    const auto subject = writer_.subject(id);
    if (!subject) return fail("subject.not_found", {{"subject", id}});
    const nlohmann::json data = {{"calendar_version", rules_.calendar().version()},
                                 {"reason", why.reason},
                                 {"proposed_by", why.proposed_by},
                                 {"moves", std::move(moved)}};
    if (auto posted =
            post_by_system(*subject, false, "DeadlinesReprojected", data, why.confirmed_by);
        !posted)
      return posted;
  }
  return {};
}

}  // namespace qianqiao
