#include "server/engine/plugin_answer.h"

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using Json = nlohmann::json;

constexpr char kStepCompleted[] = "StepCompleted";
constexpr std::size_t kLongestRemark = 500;

Result<Command> command_of(const PluginJobRow& job, const SubjectRow& subject,
                           const std::string& event, Json data, const std::string& key) {
  auto command = make_command_of(subject.kind, event, std::move(data));
  if (!command) return fail(command.error());
  command->subject = subject.id;
  command->actor = kSystemPerson;
  command->by_system = true;
  command->plugin_digest = job.digest;
  command->idempotency_key = key;
  return *std::move(command);
}

// The whole answer stays with the job; a form goes on only where the step has one.
Json step_data(const PluginJobRow& job, const Json& verdict, const Definition& definition,
               const Directory& directory) {
  const bool passed = verdict.value("outcome", "") == "passed";
  Json data = {{"step", job.step}, {"outcome", passed ? "passed" : "not_passed"}};
  if (const std::string reason = verdict.value("reason", ""); !reason.empty())
    data["remark"] = shortened(reason, kLongestRemark);
  // One that is not there, or not of this county, cannot be asked: the step's own role is then.
  if (const std::string asked = verdict.value("department", ""); !asked.empty())
    if (const Organisation* department = directory.organisation(asked);
        department != nullptr && department->kind == OrganisationKind::kDepartment &&
        directory.is_within(asked, job.county))
      data["department"] = asked;
  for (const StepRule& step : definition.steps())
    if (step.id == job.step && !step.form_json.empty() && verdict.contains("form"))
      data["form"] = verdict["form"];
  return data;
}

Result<Command> proposed(const PluginJobRow& job, Reader& reader, const Json& one,
                         const std::string& key) {
  const std::string event = one.value("event", ""), id = one.value("subject", job.subject);
  if (event == kStepCompleted)  // only its own, by its outcome
    return fail("plugin.event_not_open", {{"event", event}});
  const auto subject = reader.subject(id);
  if (!subject || subject->county != job.county)
    return fail("subject.not_found", {{"subject", id}});
  return command_of(job, *subject, event, one.value("data", Json::object()), key);
}

}  // namespace

std::string shortened(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

std::vector<ProposedCommand> commands_of(const PluginJobRow& job, Reader& reader,
                                         const RuleBook& rules, const Directory& directory) {
  std::vector<ProposedCommand> all;
  const Json verdict = Json::parse(job.verdict, nullptr, false);
  const auto subject = reader.subject(job.subject);
  if (!verdict.is_object()) return all;
  if (!job.step.empty() && subject)
    all.push_back(
        {kStepCompleted,
         command_of(job, *subject, kStepCompleted,
                    step_data(job, verdict, rules.definition(subject->workflow_version), directory),
                    "job " + job.id),
         true});
  int number = 0;
  for (const Json& one : verdict.value("commands", Json::array())) {
    const std::string key = "job " + job.id + "/" + std::to_string(++number);
    all.push_back({one.value("event", ""), proposed(job, reader, one, key), false});
  }
  return all;
}

}  // namespace qianqiao
