// A long answer about a draft: how far it is, what came out of it, or stop.
#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/workflow_area.h"
#include "server/api/workflow_job_start.h"
#include "server/api/workflow_json.h"

namespace qianqiao {

Result<Answer> start_workflow_job(
    Service& service, const WorkflowJobs::Order& order,
    std::function<Result<nlohmann::ordered_json>(WorkflowJobSignal&)> work) {
  const auto job = service.workflow_jobs->start(
      order, [work = std::move(work)](WorkflowJobSignal& signal) -> Result<std::string> {
        const auto body = work(signal);
        if (!body) return fail(body.error());
        return body->dump();
      });
  if (!job) return fail(job.error());
  return json_answer(to_json(*job), 202);
}

}  // namespace qianqiao

namespace qianqiao::routes {
namespace {

Result<WorkflowJobs::Order> asker_of(const Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  return WorkflowJobs::Order{*area, "", who_asks(request)};
}

}  // namespace

Result<Answer> show_workflow_job(Service& service, const Request& request) {
  const auto asker = asker_of(service, request);
  if (!asker) return fail(asker.error());
  const auto job = service.workflow_jobs->find(*asker, request.path_value("id"));
  if (!job) return fail(job.error());
  return json_answer(to_json(*job));
}

Result<Answer> cancel_workflow_job(Service& service, const Request& request) {
  const auto asker = asker_of(service, request);
  if (!asker) return fail(asker.error());
  const auto job = service.workflow_jobs->cancel(*asker, request.path_value("id"));
  if (!job) return fail(job.error());
  return json_answer(to_json(*job), 202);
}

}  // namespace qianqiao::routes
