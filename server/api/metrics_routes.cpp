#include "server/api/metrics.h"
#include "server/api/routes.h"

namespace qianqiao::routes {

Result<Answer> show_metrics(Service& service, const Request&) {
  Answer answer;
  answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
  answer.body = service.metrics.text(service);
  return answer;
}

}  // namespace qianqiao::routes
