// How a route hands its long work to a job: 202 and the job, instead of the answer itself.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "server/api/workflow_jobs.h"

namespace qianqiao {

// Errors: those of WorkflowJobs::start.
Result<Answer> start_workflow_job(
    Service& service, const WorkflowJobs::Order& order,
    std::function<Result<nlohmann::ordered_json>(WorkflowJobSignal&)> work);

}  // namespace qianqiao
