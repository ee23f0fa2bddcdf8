// Tasks: whose turn it is. The chart's own, and those of the county's steps: "step:<id>" is open
// as long as the stage waits for that step.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include "server/engine/authority.h"

#include "server/ports/store.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

TaskRow task_row(const SubjectRow& subject, const std::string& kind, const std::string& role,
                 Instant now);

// Of the stage that the subject is in: one for each step whose turn it is; where a plugin does it,
// its job instead.
void open_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                     Instant now);

// The subject goes by another definition within its stage: steps that it lacks are nobody's turn
// any more, those that it adds are somebody's.
void change_step_tasks(Writer& writer, const Definition& before, const Definition& after,
                       const SubjectRow& subject, Instant now);

// The stage is left: what is still open there is nobody's turn any more.
void close_step_tasks(Writer& writer, const Definition& definition, const SubjectRow& subject,
                      const std::string& stage, Instant now);

// A plugin could not do it: whoever the definition names takes over. Nothing where it is not open.
void hand_step_to_people(Writer& writer, const Definition& definition, const SubjectRow& subject,
                         const std::string& id, Instant now);

// A step that passed is nobody's turn any more, one that did not pass still, or again, is.
void follow_completed_step(Writer& writer, const Definition& definition, const SubjectRow& subject,
                           const HistoryRow& history, Instant now);

// Of a plugin's step whose task lies with a department: that department completes it too.
void ask_department(Reader& reader, Concern& concern);

// Does StepCompleted bring the form that the step asks for? One that did not pass may come without.
// Errors: data.invalid.
Result<void> check_step_form(const StepRule& step, const nlohmann::json& data);

}  // namespace qianqiao
