#include "server/engine/step_tasks.h"

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

}  // namespace qianqiao
