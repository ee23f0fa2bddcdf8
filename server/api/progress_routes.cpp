// How far a case is, for the enterprise itself: giving and ending the link, and what it shows. What
// it shows names neither the enterprise nor a person nor a bank: a receipt can be lost.
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/posting.h"
#include "server/api/progress_links.h"
#include "server/api/routes.h"
#include "server/engine/subject_replay.h"
#include "server/engine/verifier.h"  // what a replay keeps
#include "workflows/charts/referral_memory.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// The one service clock that the enterprise itself has to keep.
constexpr std::string_view kEnterprisesOwn = "materials-wait";

Result<SubjectRow> case_of(Service& service, const Request& request) {
  return subject_of(*service.store.reader(), SubjectKind::kCase, request);
}

std::string day_of(std::int64_t ms) { return format_date(local_date(from_milliseconds(ms))); }
std::string last_day_of(const ProgressLinkRow& link) { return day_of(link.until_ms - 1); }

Json link_json(const ProgressLinkRow& link) {
  return {{"made", format_instant(from_milliseconds(link.made_ms))},
          {"made_by", link.made_by},
          {"until", last_day_of(link)}};
}

// The stages that it came into, each with the day; the last is where it stands.
Json stages_json(const SubjectRow& subject, const RuleBook& rules, Reader& reader) {
  Json stages = Json::array();
  replayed(reader, rules, subject, [&](const SubjectReplay& replay, const HistoryRow& row) {
    const std::string& state = replay.configuration().state;
    const std::string stage = state.substr(0, state.find('.'));
    if (stages.empty() || stages.back()["stage"] != stage)
      stages.push_back({{"stage", stage}, {"since", day_of(row.instant_ms)}});
  });
  return stages;
}

// What it may count on, and what it has to keep itself; the house's own limits are not its concern.
Json deadlines_json(const SubjectRow& subject, const Service& service, const RuleBook& rules,
                    Reader& reader) {
  Json deadlines = Json::array();
  for (const DeadlineRow& row : reader.deadlines_of(subject.id)) {
    const bool shown = row.effect == Effect::kStatutory || row.hook == kEnterprisesOwn;
    if (row.state != DeadlineState::kRunning || !shown) continue;
    const DeadlineRule* rule = rules.definition(row.rule_version).rule(row.rule);
    const Text title = rule != nullptr ? rule->title : Text{row.rule, row.rule};
    deadlines.push_back({{"title", {{"zh", title.zh}, {"en", title.en}}},
                         {"clause", row.clause},
                         {"due", row.due_nominal},
                         {"provisional", row.provisional},
                         {"overdue", row.due_ms <= to_milliseconds(service.clock.now())}});
  }
  return deadlines;
}

bool waits_for_enterprise(const SubjectRow& referral) {
  const auto memory = charts::ReferralMemory::from_json(referral.configuration.context);
  return memory && memory->awaited == "enterprise";
}

Json banks_json(const SubjectRow& of_case, const Service& service, const RuleBook& rules,
                Reader& reader) {
  SubjectFilter filter;
  filter.kind = SubjectKind::kReferral;
  filter.case_id = of_case.id;
  Json banks = Json::array();
  for (const SubjectRow& referral : reader.subjects(filter))
    banks.push_back({{"state", referral.configuration.state},
                     {"pushed", day_of(referral.opened_ms)},
                     {"waits_for_enterprise", waits_for_enterprise(referral)},
                     {"deadlines", deadlines_json(referral, service, rules, reader)}});
  return banks;
}

Result<std::string> code_in(const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  std::string code = input->required_text("code");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  return code;
}

}  // namespace

Result<Answer> show_progress_link(Service& service, const Request& request) {
  const auto row = case_of(service, request);
  if (!row) return fail(row.error());
  const auto link = service.progress_links->of(row->id);
  return json_answer(link ? link_json(*link)
                          : Json{{"made", nullptr}, {"made_by", nullptr}, {"until", nullptr}});
}

Result<Answer> make_progress_link(Service& service, const Request& request) {
  const auto row = case_of(service, request);
  if (!row) return fail(row.error());
  service.expect_wait();
  const auto made = service.progress_links->make(row->id, request.actor);
  if (!made) return fail(made.error());
  if (auto noted =
          record_audit(service, audit_row(service, request, "progress_link.made", row->id));
      !noted)
    return fail(noted.error());
  Json body = link_json(made->row);
  body["code"] = made->code;
  return json_answer(body, 201);
}

Result<Answer> revoke_progress_link(Service& service, const Request& request) {
  const auto row = case_of(service, request);
  if (!row) return fail(row.error());
  service.expect_wait();
  if (auto done = service.progress_links->revoke(row->id); !done) return fail(done.error());
  if (auto noted =
          record_audit(service, audit_row(service, request, "progress_link.revoked", row->id));
      !noted)
    return fail(noted.error());
  Answer answer;
  answer.status = 204;
  return answer;
}

// Whoever holds the code: it is the key. Sent in the body, so that it stands in no address.
Result<Answer> show_progress(Service& service, const Request& request) {
  const auto code = code_in(request);
  if (!code) return fail(code.error());
  const auto link = service.progress_links->open(*code, request.client_address);
  if (!link) return fail(link.error());
  const auto reader = service.store.reader();
  const auto subject = reader->subject(link->subject);
  if (!subject) return fail("progress.not_found");
  const auto rules = service.engine.rule_book();
  const Organisation* county = service.engine.directory()->organisation(subject->county);
  return json_answer({{"as_of", format_instant(service.clock.now())},
                      {"county_name", county != nullptr ? county->name : subject->county},
                      {"opened", day_of(subject->opened_ms)},
                      {"state", subject->configuration.state},
                      {"stages", stages_json(*subject, *rules, *reader)},
                      {"deadlines", deadlines_json(*subject, service, *rules, *reader)},
                      {"banks", banks_json(*subject, service, *rules, *reader)},
                      {"until", last_day_of(*link)}});
}

}  // namespace qianqiao::routes
