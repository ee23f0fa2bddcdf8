#include <nlohmann/json.hpp>

#include "server/api/doctor.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {

// 200 whatever was found: the report is the answer, its status is for whoever watches.
Result<Answer> show_doctor(Service& service, const Request&) {
  const auto checks = examine(service);
  if (!checks) return fail(checks.error());
  return json_answer(to_json(*checks));
}

}  // namespace qianqiao::routes
