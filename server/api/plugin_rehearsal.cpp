#include "server/api/plugin_rehearsal.h"

#include <nlohmann/json.hpp>

#include "server/engine/case_snapshot.h"
#include "server/engine/plugin_answer.h"
#include "workflows/charts/chart.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

std::string first_step(const InstalledPluginRow& plugin) {
  const auto manifest = nlohmann::json::parse(plugin.manifest, nullptr, false);
  for (const auto& hook : manifest.value("hooks", nlohmann::json::array()))
    if (hook.value("kind", "") == to_string(HookKind::kStep)) return hook.value("name", "");
  return {};
}

Json case_state(const Service& service, const SubjectRow& row) {
  const Definition& definition = service.engine.rule_book()->definition(row.workflow_version);
  return {{"state", row.configuration.state},
          {"version", row.version},
          {"open_steps", open_steps(row.configuration, definition.chart_rules())}};
}

// As the worker would post it, for the step of the case's stage that this hook does.
PluginJobRow job_for(const Service& service, const InstalledPluginRow& plugin,
                     const SubjectRow& of_case, const std::string& hook, const HookRun& run) {
  PluginJobRow job;
  job.id = "rehearsal";
  job.county = plugin.county;
  job.subject = of_case.id;
  job.digest = run.digest;
  job.verdict = run.verdict;
  const Definition& definition = service.engine.rule_book()->definition(of_case.workflow_version);
  for (const StepRule& step : definition.steps())
    if (step.plugin == plugin.name && step.hook == hook &&
        step.stage == of_case.configuration.state)
      job.step = step.id;
  return job;
}

}  // namespace

Result<Rehearsal> rehearse_plugin(Service& service, const InstalledPluginRow& plugin,
                                  const SubjectRow& of_case, const std::string& given_hook) {
  HookRequest request;
  request.job_id = "rehearsal";
  request.plugin = {plugin.name, plugin.version, plugin.county};
  request.hook = given_hook.empty() ? first_step(plugin) : given_hook;
  request.now = service.engine.now();
  request.input = case_snapshot(*service.store.reader(), *service.engine.directory(),
                                *service.engine.rule_book(), of_case, request.now)
                      .dump();
  const HookRun run = service.plugins->rehearse(plugin, request);
  Json logs = Json::array(), refused = Json::array();
  for (const HookLogLine& line : run.logs) logs.push_back(line.level + ": " + line.text);
  Json after = case_state(service, of_case);
  if (!run.failure) {
    const auto job = job_for(service, plugin, of_case, request.hook, run);
    std::vector<Command> commands;
    for (const ProposedCommand& one :
         commands_of(job, *service.store.reader(), *service.engine.rule_book(),
                     *service.engine.directory()))
      if (one.command)
        commands.push_back(*one.command);
      else
        refused.push_back(one.event + ": " + to_line(one.command.error()));
    const auto done = service.with_engine([&](Engine& engine) {
      const auto outcomes = engine.rehearse(commands);
      for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (!outcomes[i])
          refused.push_back(commands[i].event + ": " + to_line(outcomes[i].error()));
        else if (outcomes[i]->subject.id == of_case.id)
          after = case_state(service, outcomes[i]->subject);
    });
    if (!done) return fail(done.error());
  }
  const auto words = run.failure ? describe(run.error) : ErrorDescription{};
  return Rehearsal{Json{{"case", of_case.id},

                        {"verdict", run.verdict},
                        {"failure", run.failure ? Json(to_string(*run.failure)) : Json(nullptr)},
                        {"detail", run.failure ? words.title.zh + "：" + words.advice.zh : ""},
                        {"detail_en", run.failure ? words.title.en + ": " + words.advice.en : ""},
                        {"logs", logs},
                        {"before", case_state(service, of_case)},
                        {"after", after},
                        {"refused", refused}},
                   run.sandbox};
}

}  // namespace qianqiao
