#include "server/engine/step_tasks.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/plugin_jobs.h"
#include "workflows/definition/data_problems.h"
#include "workflows/domain/people.h"

namespace qianqiao {
namespace {

TaskRow step_task(const SubjectRow& subject, const StepRule& step, Instant now) {
  TaskRow row = task_row(subject, "step:" + step.id, step.role, now);
  if (!step.department.empty()) row.organisation = step.department;
  return row;
}

}  // namespace

TaskRow task_row(const SubjectRow& subject, const std::string& kind, const std::string& role,
                 Instant now) {
  TaskRow row;
  row.subject = subject.id;
  row.kind = kind;
  row.role = role;
  row.county = subject.county;
  if (role == roles::kVisitor) row.organisation = subject.township;
  if (role == roles::kBankContact || role == roles::kDepartment)
    row.organisation = subject.organisation;
  row.opened_ms = to_milliseconds(now);
  return row;
}

namespace {

bool is_among(const std::vector<std::string>& steps, const std::string& id) {
  return std::find(steps.begin(), steps.end(), id) != steps.end();
}

void open_step(Writer& writer, const SubjectRow& subject, const StepRule& step, Instant now) {
  if (step.kind == StepKind::kPlugin) return open_step_job(writer, subject, step, now);
  const bool by_itself = step.kind == StepKind::kNotice || step.kind == StepKind::kWait;
  if (!by_itself) writer.open_task(step_task(subject, step, now));
}

void close_step(Writer& writer, const SubjectRow& subject, const std::string& id, const Text& why,
                Instant now) {
  skip_jobs(writer, subject.id, id, why, now);
  writer.close_task(subject.id, "step:" + id);
}

}  // namespace

void open_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                     Instant now) {
  const auto ready = ready_steps(subject.configuration, definition.chart_rules());
  for (const StepRule& step : definition.steps())
    if (step.stage == subject.configuration.state && is_among(ready, step.id))
      open_step(writer, subject, step, now);
}

void change_step_tasks(Writer& writer, const Definition& before, const Definition& after,
                       const SubjectRow& subject, Instant now) {
  const auto ready_before = ready_steps(subject.configuration, before.chart_rules());
  const auto ready_after = ready_steps(subject.configuration, after.chart_rules());
  for (const std::string& id : ready_before)
    if (!is_among(ready_after, id))
      close_step(writer, subject, id, {"流程方案已变更", "workflow changed"}, now);
  for (const StepRule& step : after.steps())
    if (step.stage == subject.configuration.state && is_among(ready_after, step.id) &&
        !is_among(ready_before, step.id))
      open_step(writer, subject, step, now);
}

void hand_step_to_people(Writer& writer, const Definition& definition, const SubjectRow& subject,
                         const std::string& id, Instant now) {
  const auto ready = ready_steps(subject.configuration, definition.chart_rules());
  if (!is_among(ready, id)) return;
  for (const StepRule& step : definition.steps())
    if (step.id == id && step.stage == subject.configuration.state)
      writer.open_task(step_task(subject, step, now));
}

namespace {

// A plugin wants to know what a department says: that department's turn, not that of the step's own
// role.
void ask_for_report(Writer& writer, const Definition& definition, const SubjectRow& subject,
                    const std::string& id, const std::string& department, Instant now) {
  writer.close_task(subject.id, "step:" + id);
  for (const StepRule& step : definition.steps())
    if (step.id == id && step.stage == subject.configuration.state) {
      TaskRow row = step_task(subject, step, now);
      row.role = roles::kDepartment;
      row.organisation = department;
      writer.open_task(row);
    }
}

}  // namespace

void ask_department(Reader& reader, Concern& concern) {
  if (concern.step == nullptr || concern.step->kind != StepKind::kPlugin) return;
  for (const TaskRow& task : reader.tasks_of(concern.subject.id))
    if (task.kind == "step:" + concern.step->id && task.role == roles::kDepartment) {
      concern.asked = task.organisation;
      concern.roles_asked = {std::string(roles::kDepartment), concern.step->role};
    }
}

void close_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                      const std::string& stage, Instant now) {
  for (const StepRule& step : definition.steps()) {
    if (step.stage != stage) continue;
    writer.close_task(subject.id, "step:" + step.id);
    if (step.kind == StepKind::kPlugin)
      skip_jobs(writer, subject.id, step.id, {"环节已过", "stage left"}, now);
  }
}

namespace {

// What comes after a step: its turn comes when it passed, and is over when it did not after all.
void follow_successors(Writer& writer, const Definition& definition, const SubjectRow& subject,
                       const std::string& id, Instant now) {
  const auto open = open_steps(subject.configuration, definition.chart_rules());
  const auto ready = ready_steps(subject.configuration, definition.chart_rules());
  const auto tasks = writer.tasks_of(subject.id);
  const auto jobs = writer.plugins().jobs_of_subject(subject.id);
  const auto is_begun = [&](const std::string& step) {
    return std::any_of(tasks.begin(), tasks.end(),
                       [&](const TaskRow& task) { return task.kind == "step:" + step; }) ||
           std::any_of(jobs.begin(), jobs.end(),
                       [&](const PluginJobRow& job) { return job.step == step && !is_over(job); });
  };
  for (const StepRule& step : definition.steps()) {
    if (step.after.count(id) == 0 || !is_among(open, step.id)) continue;
    if (!is_among(ready, step.id))
      close_step(writer, subject, step.id, {"前面的步骤重新办理", "an earlier step is open again"},
                 now);
    else if (!is_begun(step.id))
      open_step(writer, subject, step, now);
  }
}

}  // namespace

void follow_completed_step(Writer& writer, const Definition& definition, const SubjectRow& subject,
                           const HistoryRow& history, Instant now) {
  if (history.event != "StepCompleted") return;
  const auto data = nlohmann::json::parse(history.data, nullptr, false);
  if (!data.is_object()) return;
  const std::string id = data.value("step", "");
  follow_successors(writer, definition, subject, id, now);
  const auto open = open_steps(subject.configuration, definition.chart_rules());
  if (!is_among(open, id))
    return close_step(writer, subject, id, {"步骤已完成", "step completed"}, now);
  const auto tasks = writer.tasks_of(subject.id);
  const auto is_its = [&](const TaskRow& task) { return task.kind == "step:" + id; };
  if (const std::string department = data.value("department", ""); !department.empty())
    return ask_for_report(writer, definition, subject, id, department, now);
  if (std::any_of(tasks.begin(), tasks.end(), is_its)) return;
  hand_step_to_people(writer, definition, subject, id, now);
}

Result<void> check_step_form(const StepRule& step, const nlohmann::json& data) {
  const auto form = data.find("form");
  if (step.form_json.empty()) {
    if (form == data.end()) return {};
    return fail("data.invalid", {{"field", "form"},
                                 {"problem_zh", "form：此步骤没有表单"},
                                 {"problem_en", "form: this step has none"}});
  }
  if (form == data.end() && data.value("outcome", "") != "passed") return {};
  const auto schema = nlohmann::json::parse(step.form_json, nullptr, false);
  return check_form(schema, form == data.end() ? nlohmann::json::object() : *form);
}

}  // namespace qianqiao
