#include "server/engine/step_tasks.h"

#include <nlohmann/json.hpp>

#include "workflows/domain/people.h"

namespace qianqiao {

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

void open_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                     const std::string& stage, Instant now) {
  for (const StepRule& step : definition.steps()) {
    if (step.stage != stage) continue;
    TaskRow row = task_row(subject, "step:" + step.id, step.role, now);
    if (!step.department.empty()) row.organisation = step.department;
    writer.open_task(row);
  }
}

void close_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                      const std::string& stage) {
  for (const StepRule& step : definition.steps())
    if (step.stage == stage) writer.close_task(subject.id, "step:" + step.id);
}

void close_completed_step(Writer& writer, const HistoryRow& history) {
  if (history.event != "StepCompleted") return;
  const auto data = nlohmann::json::parse(history.data, nullptr, false);
  if (data.is_object()) writer.close_task(history.subject, "step:" + data.value("step", ""));
}

}  // namespace qianqiao
