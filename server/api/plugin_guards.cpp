#include "server/api/plugin_guards.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/engine/case_snapshot.h"
#include "server/engine/history_chain.h"
#include "server/engine/plugin_notices.h"
#include "server/engine/plugin_requests.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;
using Moment = std::chrono::steady_clock::time_point;

constexpr std::chrono::milliseconds kTimeForAll{2'000};  // for all that one command asks
constexpr std::chrono::hours kStatutoryDistance{24};
constexpr int kMostIncidents = 1'000;
constexpr char kStepCompleted[] = "StepCompleted";

bool is_a_banks(const Viewer& viewer) {
  return std::any_of(viewer.appointments.begin(), viewer.appointments.end(),
                     [](const Appointment* held) {
                       return held->role == roles::kBankContact || held->role == roles::kBankHead ||
                              held->role == roles::kGuarantor;
                     });
}

bool statutory_ends_soon(Reader& reader, const SubjectId& subject, Instant now) {
  for (const DeadlineRow& row : reader.deadlines_of(subject))
    if (row.effect == Effect::kStatutory && row.state == DeadlineState::kRunning &&
        from_milliseconds(row.due_ms) <= now + kStatutoryDistance)
      return true;
  return false;
}

bool was_answered_before(Reader& reader, const Command& command) {
  return !command.idempotency_key.empty() &&
         reader.receipt(command.subject, receipt_key(command.actor, command.idempotency_key));
}

// Asks one hook after the other and gathers what they say.
class Guarding {
 public:
  Guarding(Service& service, const Command& command, std::string county)
      : service_(service), command_(command), county_(std::move(county)) {}

  void look_at(Reader& reader, const std::optional<SubjectRow>& subject) {
    const auto directory = service_.engine.directory();
    const Instant now = service_.engine.now();
    input_ = subject
                 ? case_snapshot(reader, *directory, *service_.engine.rule_book(), *subject, now)
                 : Json::object();
    HistoryRow event;
    event.event = command_.event;
    event.instant_ms = to_milliseconds(now);
    event.data = command_.data->dump();
    event.actor = command_.acting_for.empty() ? command_.actor : command_.acting_for;
    input_["event"] = event_json(*directory, event);
  }

  Result<std::vector<std::string>> ask(const std::vector<const EnabledHook*>& hooks,
                                       const Json& form) {
    input_["form"] = form;
    for (const EnabledHook* hook : hooks) {
      auto fine = ask(*hook);
      if (!fine) return fail(fine.error());
    }
    return warnings_;
  }

 private:
  Result<void> ask(const EnabledHook& hook) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until_ - std::chrono::steady_clock::now());
    HookRequest request;
    request.job_id = "guard";
    request.plugin = {hook.plugin, "", hook.county};
    request.kind = hook.kind;
    request.hook = hook.name;
    request.input = input_.dump();
    request.now = service_.engine.now();
    request.within = std::max(left, std::chrono::milliseconds{1});
    const HookRun run = service_.plugins->runner().run(request);
    if (run.failure) return failed(hook, run);
    return judge(hook, run, Json::parse(run.verdict));
  }

  Result<void> judge(const EnabledHook& hook, const HookRun& run, const Json& verdict) {
    if (verdict.contains("warnings")) tell(hook, run);
    const std::string outcome = verdict.value("outcome", "");
    if (outcome == "refused")
      return fail("plugin.guard_refused",
                  {{"plugin", hook.plugin}, {"reason", verdict.value("reason", "")}});
    if (outcome != "invalid") return {};
    const Json& first = verdict["problems"].front();
    return fail("plugin.form_refused", {{"plugin", hook.plugin},
                                        {"field", first.value("field", "")},
                                        {"text", first.value("text", "")}});
  }

  Result<void> failed(const EnabledHook& hook, const HookRun& run) {
    const std::string what =
        hook.plugin + " " + std::string(to_string(hook.kind)) + " " + hook.name;
    note(what, run);
    if (hook.refuses_by_itself) return fail("plugin.guard_unavailable", {{"plugin", hook.plugin}});
    warnings_.push_back("插件 " + hook.plugin + " 未能核对，已照常办理 / plugin " + hook.plugin +
                        " could not look at it; it was done all the same");
    return {};
  }

  // One open incident for each hook, however often it fails.
  void note(const std::string& what, const HookRun& run) {
    (void)service_.with_engine([&](Engine& engine) {
      engine.record([&](Writer& writer) {
        IncidentFilter of_county;
        of_county.county = county_;
        of_county.limit = kMostIncidents;
        for (const IncidentRow& open : writer.incidents(of_county))
          if (open.detail.starts_with(what + ": ")) return;
        IncidentRow incident;
        incident.kind = "plugin." + std::string(to_string(*run.failure));
        incident.county = county_;
        incident.subject = command_.subject;
        incident.detail = what + ": " + to_line(run.error);
        incident.opened_ms = to_milliseconds(engine.now());
        writer.insert_incident(incident);
      });
    });
  }

  void tell(const EnabledHook& hook, const HookRun& run) {
    PluginJobRow job;
    job.county = county_;
    job.subject = command_.subject;
    job.hook = hook.name;
    job.plugin = hook.plugin;
    job.verdict = run.verdict;
    (void)service_.with_engine([&](Engine& engine) {
      engine.record([&](Writer& writer) {
        job.id = "guard-" + std::to_string(writer.next_number(county_, 'G'));
        tell_answer(writer, *engine.directory(), job, engine.now());
      });
    });
  }

  Service& service_;
  const Command& command_;
  const std::string county_;
  const Moment until_ = std::chrono::steady_clock::now() + kTimeForAll;
  Json input_;
  std::vector<std::string> warnings_;
};

std::string county_of(Reader& reader, const Command& command,
                      const std::optional<SubjectRow>& subject) {
  if (subject) return subject->county;
  if (!command.opening) return {};
  if (!command.opening->county.empty()) return command.opening->county;
  const auto enterprise = reader.enterprise(command.opening->enterprise);
  return enterprise ? enterprise->county : std::string();
}

}  // namespace

Result<std::vector<std::string>> ask_guards(Service& service, const Viewer& viewer,
                                            const Command& command) {
  const auto hooks = service.engine.hooks();
  const std::vector<std::string> none;
  if (!hooks->has(HookKind::kGuard) && !hooks->has(HookKind::kValidator)) return none;
  if (service.plugins == nullptr || command.kind != SubjectKind::kCase || is_a_banks(viewer))
    return none;
  auto reader = service.store.reader();
  const auto subject = command.subject.empty() ? std::nullopt : reader->subject(command.subject);
  // Who may not see it learns nothing of it here: the engine refuses.
  const bool is_theirs =
      command.subject.empty() ? command.opening.has_value() : subject && may_see(viewer, *subject);
  if (!is_theirs) return none;
  const std::string county = county_of(*reader, command, subject);
  auto asked = hooks->at(county, HookKind::kGuard, command.event);
  const bool is_step = command.event == kStepCompleted;
  const std::string form_name =
      is_step ? command.data->value("step", "") : std::string(command.event);
  for (const EnabledHook* hook : hooks->at(county, HookKind::kValidator, form_name))
    asked.push_back(hook);
  if (asked.empty() || was_answered_before(*reader, command)) return none;
  if (subject && statutory_ends_soon(*reader, subject->id, service.engine.now())) return none;
  service.expect_wait();
  Guarding guarding(service, command, county);
  guarding.look_at(*reader, subject);
  reader.reset();  // not kept open while the plugins work
  const Json form = is_step ? command.data->value("form", Json::object()) : *command.data;
  return guarding.ask(asked, form);
}

}  // namespace qianqiao
