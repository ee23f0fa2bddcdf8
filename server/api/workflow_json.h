// Workflow definitions, drafts, publications and impacts as they are answered.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/api/workflow_jobs.h"
#include "server/engine/workflow_impact.h"
#include "server/engine/workflow_merge.h"
#include "server/ports/workflow_records.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

nlohmann::ordered_json sentences_of(const Definition& definition);
nlohmann::ordered_json to_json(const DefinitionDifference& difference);
nlohmann::ordered_json to_json(const std::vector<DefinitionDifference>& differences);
nlohmann::ordered_json to_json(const WorkflowDraftRow& row);
nlohmann::ordered_json to_json(const WorkflowVersionRow& row);
nlohmann::ordered_json to_json(const WorkflowImpact& impact);
nlohmann::ordered_json to_json(const ConditionTrial& trial, Reader& reader);
nlohmann::ordered_json to_json(const WorkflowMerge& merge);
// Of a city: its counties that its template could not be put below; of a county: itself.
nlohmann::ordered_json behind_json(const RuleBook& rules, const std::string& area);
nlohmann::ordered_json to_json(const WorkflowJobs::View& job);
// A definition's problem, with its place in the text where it has one.
nlohmann::ordered_json definition_problem(const Error& error);
// "none", "second_person", "city".
std::string_view to_string(Approval approval);

}  // namespace qianqiao
