// Tasks: whose turn it is. The chart's own, and those of the county's steps.
#pragma once

#include <string>

#include "server/ports/store.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

TaskRow task_row(const SubjectRow& subject, const std::string& kind, const std::string& role,
                 Instant now);

// One task for each of the county's steps of this stage, "step:<id>".
void open_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                     const std::string& stage, Instant now);

// The stage is left: what is still open there is nobody's turn any more.
void close_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                      const std::string& stage);

// StepCompleted closes the task of its step; other events none.
void close_completed_step(Writer& writer, const HistoryRow& history);

}  // namespace qianqiao
